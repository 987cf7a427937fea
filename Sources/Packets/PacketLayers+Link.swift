/// Where link addresses are.
extension PacketLayers {
    /// The sender's link address; of a cooked capture it may have any length up to 8.
    public var linkSource: Range<Int> {
        switch link {
        case .ethernet: 6..<12
        case .linuxCooked: 6..<(6 + Int(cookedAddressCount))
        case .linuxCooked2: 12..<(12 + Int(cookedAddressCount))
        default: 0..<0
        }
    }

    public var linkDestination: Range<Int> { link == .ethernet ? 0..<6 : 0..<0 }
}
