internal import Exchanges

/// Which participant has which lane of a picture.
///
/// Where there are too many, those of one address that have no name are one; if there still are,
/// those with the most events keep theirs, and the rest share the last one.
struct Lanes {
    struct Lane {
        enum Kind {
            case one
            /// All without a name at one address.
            case address
            /// Whoever has no other lane.
            case others
        }

        var kind: Kind
        /// One of its participants.
        let first: Int
        var count = 1
        fileprivate var eventCount = 0
    }

    private(set) var list: [Lane] = []
    private var laneOfParticipant: [Int: Int] = [:]

    init(_ list: borrowing EventList, countMax: Int) {
        var counts: [Int: Int] = [:]
        var order: [Int] = []
        for event in list.events {
            for end in [event.from, event.to] {
                if counts[end] == nil { order.append(end) }
                counts[end, default: 0] += 1
            }
        }
        group(order, counts, list.participants, byAddress: order.count > countMax)
        if self.list.count > countMax { join(countMax) }
    }

    private mutating func group(
        _ order: [Int], _ counts: [Int: Int], _ participants: [Participant], byAddress: Bool
    ) {
        var laneOfAddress: [[UInt8]: Int] = [:]
        for end in order {
            let known = participants[end]
            let mayJoin = byAddress && known.rank == .none && known.port != nil
            let lane = mayJoin ? laneOfAddress[known.address] ?? list.count : list.count
            if lane == list.count {
                list.append(Lane(kind: .one, first: end))
                if mayJoin { laneOfAddress[known.address] = lane }
            } else {
                list[lane].kind = .address
                list[lane].count += 1
            }
            list[lane].eventCount += counts[end] ?? 0
            laneOfParticipant[end] = lane
        }
    }

    /// Leaves one lane for all but those with the most events.
    private mutating func join(_ countMax: Int) {
        let ranked = list.indices.sorted { one, other in
            let (first, second) = (list[one].eventCount, list[other].eventCount)
            return first == second ? one < other : first > second
        }
        let kept = ranked.prefix(max(1, countMax - 1)).sorted()
        var newPlaces: [Int: Int] = [:]
        for (place, lane) in kept.enumerated() { newPlaces[lane] = place }
        let rest = list.indices.filter { newPlaces[$0] == nil }
        var others = Lane(kind: .others, first: list[rest[0]].first)
        others.count = rest.reduce(0) { $0 + list[$1].count }
        laneOfParticipant = laneOfParticipant.mapValues { newPlaces[$0] ?? kept.count }
        list = kept.map { list[$0] } + [others]
    }

    var count: Int { list.count }

    /// How many have a lane.
    var participantCount: Int { laneOfParticipant.count }

    func lane(of participant: Int) -> Int { laneOfParticipant[participant] ?? 0 }

    func isShared(_ participant: Int) -> Bool {
        if case .others = list[lane(of: participant)].kind { true } else { false }
    }
}
