/// Who says what, when: a play with a name and a cast.
public struct Scenario: Sendable {
    /// "mqtt-qos1": the family, then what it shows.
    public let name: String
    /// What it shows, in a line.
    public let summary: String
    /// What `--count` and its like are if nobody says.
    public let defaults: ScenarioOptions
    /// Whether the clients can play against a real server.
    public let canConnect: Bool
    /// Everyone who takes part, made anew for each run.
    public let cast: @Sendable (ScenarioOptions) -> [Actor]

    public init(
        _ name: String, _ summary: String, defaults: ScenarioOptions = ScenarioOptions(),
        canConnect: Bool = true, cast: @escaping @Sendable (ScenarioOptions) -> [Actor]
    ) {
        self.name = name
        self.summary = summary
        self.defaults = defaults
        self.canConnect = canConnect
        self.cast = cast
    }
}
