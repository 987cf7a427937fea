/// The scenarios of MQTT.
public enum MQTTScenarios {
    public static var all: [Scenario] { [] }
}
