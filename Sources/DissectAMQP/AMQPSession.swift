internal import Dissection

/// A session: two channels, one of each end's, and the links over them.
final class AMQPSession {
    /// How many links of a session are known at once.
    static var linkCountMax: Int { 4096 }

    private struct Name: Hashable {
        var bytes: [UInt8]
        var sender: Endpoint
    }

    /// The channel that each end uses.
    var channels: InlineArray<2, UInt16?> = [nil, nil]
    /// Whether its begin was not seen.
    let isImplicit: Bool
    /// The highest handle that each end accepts.
    var handleMax: InlineArray<2, UInt32> = [.max, .max]
    /// What each end sent and what is not settled.
    let deliveries: InlineArray<2, AMQPDeliveries>
    private var links: InlineArray<2, [UInt32: AMQPLink]> = [[:], [:]]
    private var names: [Name: AMQPLink] = [:]

    init(isImplicit: Bool, kept: OpenCount) {
        self.isImplicit = isImplicit
        deliveries = [AMQPDeliveries(kept: kept), AMQPDeliveries(kept: kept)]
    }

    func link(_ handle: UInt32, of end: Endpoint) -> AMQPLink? { links[end.half][handle] }

    /// Gives a link a handle: the one of that name that the other end attached, or a new one.
    func attach(_ name: [UInt8], handle: UInt32, of end: Endpoint, sender: Endpoint) -> AMQPLink? {
        let key = Name(bytes: name, sender: sender)
        if let known = names[key] {
            if let old = known.handles[end.half] { links[end.half][old] = nil }
            known.handles[end.half] = handle
            links[end.half][handle] = known
            return known
        }
        guard names.count < Self.linkCountMax, links[end.half].count < Self.linkCountMax else {
            return nil
        }
        let link = AMQPLink(name: name, sender: sender)
        link.handles[end.half] = handle
        names[key] = link
        links[end.half][handle] = link
        return link
    }

    /// A link whose attach was not seen.
    func assume(_ handle: UInt32, of end: Endpoint, sender: Endpoint) -> AMQPLink? {
        guard links[end.half].count < Self.linkCountMax else { return nil }
        let link = AMQPLink(name: [], sender: sender, isImplicit: true)
        link.handles[end.half] = handle
        links[end.half][handle] = link
        return link
    }

    /// Takes a handle away.  A link that neither end has a handle of is gone.
    func detach(_ handle: UInt32, of end: Endpoint) {
        guard let link = links[end.half].removeValue(forKey: handle) else { return }
        link.handles[end.half] = nil
        guard link.handles[0] == nil, link.handles[1] == nil else { return }
        names[Name(bytes: link.name, sender: link.sender)] = nil
    }

    /// Forgets what cannot be known any more when frames were missed.
    func loseTrack(of end: Endpoint) {
        deliveries[end.half].removeAll()
        for link in links[end.half].values { link.partial = nil }
    }
}

extension Endpoint {
    var half: Int { Int(rawValue) }
}
