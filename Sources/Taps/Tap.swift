internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// One of tshark's statistics: is fed through its listeners, and writes its text at the end.
protocol Tap: AnyObject {
    /// Most have one; each is fed with the packets that its own filter lets through.
    var listeners: [TapListener] { get }

    func write(_ totals: TapTotals, to text: inout TextBuffer)

    /// What was left out to stay within a limit.
    var remark: String? { get }
}

extension Tap {
    var remark: String? { nil }
}

/// Takes packets for a ``Tap``.
protocol TapSink: AnyObject {
    /// Fields whose values are looked at.
    var fields: [FieldID] { get }
    /// Whether that makes tshark name the frame; see ``HierarchyTap/Frame``.
    var namesFrame: Bool { get }
    /// Whether the info column is looked at.
    var wantsInfo: Bool { get }

    /// Takes one of ``fields`` of the packet that comes next.
    ///
    /// - Parameter decoded: what the places of `decoded` values count in.
    func add(_ field: Field, decoded: RawSpan)

    /// Told that fields from now on are found by another call of their dissector.
    func noteCall()

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer)

    /// Forgets the fields of a packet that does not come after all.
    func discard()
}

extension TapSink {
    var fields: [FieldID] { [] }
    var wantsInfo: Bool { false }
    var namesFrame: Bool {
        fields.contains { $0.family == Int(FieldFamily.Number.frame.rawValue) }
    }
    func add(_ field: Field, decoded: RawSpan) {}
    func noteCall() {}
    func discard() {}
}

/// A sink, and the filter in front of it.
struct TapListener {
    var filter: String?
    var sink: any TapSink
}

/// What a run has seen in all.
struct TapTotals: BitwiseCopyable {
    var firstTime: Int64 = 0
    /// From the first packet to the latest, in nanoseconds.
    var duration: Int64 = 0
}
