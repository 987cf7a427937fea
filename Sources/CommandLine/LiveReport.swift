internal import Captures
internal import Glibc
internal import LiveCapture

/// What is said of a capture on standard error.
enum LiveReport {
    /// Says how it went, when it has ended.
    static func say(_ recording: Recording, _ options: LiveOptions) -> ExitStatus {
        for device in recording.devices {
            Messages.say(
                "\(device.name): \(count(device.seenCount, "packet")) seen, "
                    + "\(device.kernel.received) received, \(device.kernel.dropped) dropped by the "
                    + "kernel, \(device.leftOutCount) dropped by earshot")
        }
        let leftOutCount = recording.devices.map(\.leftOutCount).reduce(0, +)
        if leftOutCount > 0 {
            let rest = options.recordPath.map { "; \($0) has them" } ?? ""
            Messages.say(
                "\(count(leftOutCount, "packet")) came faster than output was read: the list is "
                    + "without them\(rest)")
        }
        guard let failure = recording.failure else { return .done }
        if case .file("-", .system(EPIPE)) = failure { return .done }
        Messages.say(UsageError(failure).message)
        return .failed
    }

    private static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
