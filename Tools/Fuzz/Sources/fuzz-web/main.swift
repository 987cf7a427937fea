internal import Bytes
internal import DissectWeb
internal import Dissection
internal import FuzzSupport
internal import Glibc

let registry = Registry(WebProtocols.entries)

/// The first byte says how segments are cut and whether fields are wanted; then come writes, each
/// with who sent it or lost it, and its size in two bytes.
func dissect(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    var message = Message(depth: choice & 1 == 0 ? .fields : .summary, isRich: true)
    var sink = TouchingSink()
    var driver = StreamDriver(
        registry: registry, serverPort: choice & 2 == 0 ? 80 : 7777, clientPort: 40_000,
        isServerKnown: true)
    let feed = WriteFeed(step: choice < 4 ? Int.max : Int(choice >> 2))
    feed.run(input.rawSpan.extracting(1..<input.count), &driver, &message, to: &sink)
    return 0
}

exit(unsafe runFuzzer(dissect))
