/// SwiftPM gives an executable its own `main`, so libFuzzer's is not linked, and is called here.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ argumentCount: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<
        UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    >,
    _ testOneInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Gives the process to libFuzzer, which calls `testOneInput` with one broken input after the other.
/// A trap, a hang, or too much memory is a finding.
public func runFuzzer(
    _ testOneInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt {
    var argumentCount = CommandLine.argc
    var arguments = unsafe CommandLine.unsafeArgv
    return unsafe runDriver(&argumentCount, &arguments, testOneInput)
}
