/// All there are.
public enum Servers {
    public static var all: [Server] {
        [
            MQTTScenarios.server, AMQPScenarios.server, AMQP091Scenarios.server,
            ChatScenarios.server,
        ]
    }
}
