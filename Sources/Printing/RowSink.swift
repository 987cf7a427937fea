public import Bytes
public import Dissection
public import Packets

/// Takes the rows of a run, one for each packet: the list, or the fields that were asked for.
public protocol RowSink: ~Copyable {
    /// How much the pipeline has to find out for a row.
    var depth: Depth { get }

    /// Takes a packet's row, after its fields.  Returns false once nobody reads the output any more.
    ///
    /// - Parameter packet: all captured bytes of the packet, which ``PacketLayers`` counts in.
    mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool

    /// Whether anybody wants this field; those whose making takes work are worth the question.
    func wants(_ id: FieldID) -> Bool

    /// Whether anybody looks at the bytes of a layer, not only whether it is there.
    func wantsBytes(of id: FieldID) -> Bool

    /// Whether of a field's text or bytes only the length is looked at: it then comes as
    /// ``FieldValue/redacted(byteCount:)``.
    func wantsLengthOnly(of id: FieldID) -> Bool

    /// Told that tshark would have called the dissector of messages once more for those of the
    /// packet whose fields come from now on.
    mutating func noteCall()

    /// Whether rows show what the list says of a packet; its making takes a good part of the time.
    var wantsInfo: Bool { get }

    /// Whether rows are told where messages begin and end, and asked to show each by itself.
    var takesMessages: Bool { get }

    /// Who takes messages as they are found, and instead of these rows; nil: nobody.
    var messageTaker: (any MessageTaker)? { get }

    /// Whether rows that take messages look at what the list says of each.
    var wantsSummaries: Bool { get }

    /// Whether rows are also given packets that a filter keeps back: those that take messages
    /// have been told which of a packet's messages are shown, and may ask no more.
    var takesHiddenPackets: Bool { get }

    /// Told that the fields from now on are those of a message, up to ``endMessage()``.
    mutating func beginMessage(_ head: MessageHead, summary: RawSpan)

    /// Told that a message has no more fields, and is to be shown with its packet.
    mutating func endMessage()

    /// Told that a message has no more fields, and is not to be shown.
    mutating func dropMessage()

    /// Takes a field of the packet that ``print(_:_:packet:info:)`` will be called for next.
    ///
    /// - Parameters:
    ///   - bytes: what the places of `text` and `bytes` values count in.
    ///   - offset: the place of the first of `bytes`.
    ///   - decoded: what the places of `decoded` values count in.
    mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan)

    /// Whether the row that ``print(_:_:packet:info:)`` was called with last can be seen; a filter
    /// may have kept it back.
    var hasShownRow: Bool { get }

    /// Told, if rows take messages, whether a filter lets the packet through whose row comes next.
    mutating func noteChoice(isShown: Bool)

    /// Forgets the fields of a packet that is not to be printed after all.
    mutating func discard()

    /// Told that the packet whose row comes next is a datagram put together from fragments: what
    /// ``print(_:_:packet:info:)`` is given is the whole datagram.
    ///
    /// - Parameters:
    ///   - frame: what was captured of the last fragment.
    ///   - name: what the rest of the whole is called.
    ///   - offset: where that begins in the whole.
    mutating func reassemble(_ frame: RawSpan, _ name: StaticString, from offset: Int)

    /// Told of the addresses of a packet whose row will come soon.
    mutating func prepare(_ source: IPAddress, _ destination: IPAddress)

    /// Told that no more packets are at hand just now.  Returns false once nobody reads the output
    /// any more.
    mutating func endBatch() -> Bool

    /// Writes out what is left.  Returns the `errno` of the write that failed, or 0.
    mutating func finish() -> Int32
}

extension RowSink where Self: ~Copyable {
    @inlinable
    public func wants(_ id: FieldID) -> Bool { false }

    @inlinable
    public func wantsBytes(of id: FieldID) -> Bool { false }

    @inlinable
    public func wantsLengthOnly(of id: FieldID) -> Bool { false }

    @inlinable
    public mutating func noteCall() {}

    @inlinable public var wantsInfo: Bool { true }

    @inlinable public var takesMessages: Bool { false }

    @inlinable public var messageTaker: (any MessageTaker)? { nil }

    @inlinable public var wantsSummaries: Bool { takesMessages }

    @inlinable public var takesHiddenPackets: Bool { takesMessages }

    @inlinable
    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {}

    @inlinable
    public mutating func endMessage() {}

    @inlinable
    public mutating func dropMessage() {}

    @inlinable public var hasShownRow: Bool { true }

    @inlinable
    public mutating func noteChoice(isShown: Bool) {}

    @inlinable
    public mutating func discard() {}

    @inlinable
    public mutating func endBatch() -> Bool { true }

    @inlinable
    public mutating func reassemble(_ frame: RawSpan, _ name: StaticString, from offset: Int) {}

    @inlinable @inline(__always)
    public mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {}

    @inlinable
    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {}
}

/// Prints nothing: a run that only counts (`-q`).
public struct NoRows: RowSink {
    public init() {}

    @inlinable public var depth: Depth { .counts }

    @inlinable
    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool { true }

    @inlinable
    public mutating func finish() -> Int32 { 0 }
}
