internal import Captures
internal import Flows
internal import Packets

/// The packets of a batch, with what was found out about them ahead of their turn.
///
/// While one packet is worked on, the connections of those behind it are on their way from memory:
/// with 65,000 connections that wait would be most of the time.
struct PacketWindow: ~Copyable {
    var layers = Places(repeating: PacketLayers(), count: PacketBatch.countMax)
    var tickets = Places(repeating: FlowTicket(), count: PacketBatch.countMax)

    /// How many packets ahead the second half of a connection is fetched.
    static var lead: Int { 4 }
}

/// A few values that are changed where they are.
///
/// Neither an `Array`, whose elements are copied to be lent, nor an `InlineArray` in a value that
/// moves.
@safe
struct Places<Element: BitwiseCopyable>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    private let count: Int

    init(repeating element: Element, count: Int) {
        unsafe base = .allocate(capacity: count)
        unsafe base.initialize(repeating: element, count: count)
        self.count = count
    }

    deinit { unsafe base.deallocate() }

    subscript(index: Int) -> Element {
        @inline(__always)
        unsafeAddress {
            precondition(index >= 0 && index < count)
            return unsafe UnsafePointer(base + index)
        }
        @inline(__always)
        unsafeMutableAddress {
            precondition(index >= 0 && index < count)
            return unsafe base + index
        }
    }
}
