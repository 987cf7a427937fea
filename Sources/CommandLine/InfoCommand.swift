/// `earshot info`: reports on captures.
enum InfoCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        if parsed.operands.isEmpty { throw UsageError("info needs a FILE to report on") }
        return .done
    }
}
