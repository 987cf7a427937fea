internal import Exchanges

/// What lanes are called in a picture.
struct LaneNames {
    let showsAddresses: Bool
    let participants: [Participant]
    let lanes: Lanes

    init(_ list: borrowing EventList, _ lanes: Lanes, showsAddresses: Bool) {
        self.showsAddresses = showsAddresses
        participants = list.participants
        self.lanes = lanes
    }

    /// The name of a lane; the place may stand below it.
    func name(ofLane index: Int) -> String {
        let lane = lanes.list[index]
        switch lane.kind {
        case .one: return name(lane.first)
        case .address: return String(decoding: participants[lane.first].address, as: UTF8.self)
        case .others: return "\(lane.count) others"
        }
    }

    /// What is below the name: the address and port, if the name is not that already.
    func place(ofLane index: Int) -> String {
        let lane = lanes.list[index]
        switch lane.kind {
        case .one:
            let known = participants[lane.first]
            if showsAddresses || known.name.isEmpty { return "" }
            return String(decoding: known.place, as: UTF8.self)
        case .address: return "\(lane.count) ports"
        case .others: return ""
        }
    }

    func name(_ participant: Int) -> String {
        let known = participants[participant]
        let bytes = showsAddresses || known.name.isEmpty ? known.place : known.name
        return bytes.isEmpty ? "(no address)" : String(decoding: bytes, as: UTF8.self)
    }

    /// What stands in front of a label whose event begins or ends with one of many others.
    func prefix(_ event: ExchangeEvent) -> String {
        switch (lanes.isShared(event.from), lanes.isShared(event.to)) {
        case (true, true): "\(name(event.from)) to \(name(event.to)): "
        case (true, false): "\(name(event.from)): "
        case (false, true): "to \(name(event.to)): "
        case (false, false): ""
        }
    }
}
