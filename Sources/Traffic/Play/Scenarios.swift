/// All there are, in the order in which they are listed.
public enum Scenarios {
    public static var all: [Scenario] {
        MQTTScenarios.all + AMQPScenarios.all + AMQP091Scenarios.all + XMPPScenarios.all
            + ChatScenarios.all
            + IASScenarios.all
    }

    public static func find(_ name: String) -> Scenario? { all.first { $0.name == name } }
}
