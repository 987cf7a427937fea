/// What goes wrong on the way.
public struct Faults: Equatable, Sendable {
    /// How often a packet is lost, comes late, or comes twice: from 0 to 1.
    public var loss = 0.0
    public var reorder = 0.0
    public var duplicate = 0.0
    /// Streams go out in pieces of 1 to so many bytes.
    public var cut: Int?
    /// Only datagrams suffer.
    public var sparesStreams = false

    public init(
        loss: Double = 0, reorder: Double = 0, duplicate: Double = 0, cut: Int? = nil,
        sparesStreams: Bool = false
    ) {
        self.loss = loss
        self.reorder = reorder
        self.duplicate = duplicate
        self.cut = cut
        self.sparesStreams = sparesStreams
    }
}
