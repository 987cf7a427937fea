internal import Bytes
internal import LiveCapture
internal import Printing

/// `earshot interfaces`: lists what can be captured on.
enum InterfacesCommand {
    static func run(asJSON isJSON: Bool) throws(UsageError) -> ExitStatus {
        let interfaces: [CaptureInterface]
        do throws(LiveError) { interfaces = try CaptureInterface.all() } catch {
            throw UsageError(error)
        }
        var text = TextBuffer()
        for (index, interface) in interfaces.enumerated() {
            let report = InterfaceReport(
                number: index + 1, name: interface.name, description: interface.description,
                addresses: interface.addresses, isLoopback: interface.isLoopback,
                isUp: interface.isUp)
            if isJSON { report.appendJSON(to: &text) } else { report.append(to: &text) }
        }
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        return StandardOutput.status(afterFailure: output.failure)
    }
}
