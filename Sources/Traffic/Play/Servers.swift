/// All there are.
public enum Servers {
    public static var all: [Server] { [MQTTScenarios.server, ChatScenarios.server] }
}
