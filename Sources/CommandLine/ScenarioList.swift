internal import Bytes
internal import Traffic

/// The list of scenarios, for people and for programs.
enum ScenarioList {
    static func write(isJSON: Bool) -> ExitStatus {
        var text = TextBuffer()
        let width = Scenarios.all.map(\.name.count).max() ?? 0
        for scenario in Scenarios.all {
            if isJSON {
                append(json: scenario, to: &text)
            } else {
                // The name first, then what it shows.
                let gap = String(repeating: " ", count: width + 2 - scenario.name.count)
                text.append(string: "\(scenario.name)\(gap)\(scenario.summary)\n")
            }
        }
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        return StandardOutput.status(afterFailure: output.failure)
    }

    /// One object a line.
    private static func append(json scenario: Scenario, to text: inout TextBuffer) {
        text.append("{\"name\":\"")
        append(escaped: scenario.name, to: &text)
        text.append("\",\"summary\":\"")
        append(escaped: scenario.summary, to: &text)
        let defaults = scenario.defaults
        text.append(
            string: """
                ","connect":\(scenario.canConnect),"count":\(defaults.count),\
                "connections":\(defaults.connections),"size":\(defaults.size)}\n
                """)
    }

    private static func append(escaped string: String, to text: inout TextBuffer) {
        let bytes = Array(string.utf8)
        text.append(json: bytes.rawSpan)
    }
}
