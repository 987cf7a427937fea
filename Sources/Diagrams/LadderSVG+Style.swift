internal import Bytes
internal import Exchanges
internal import Printing

extension LadderSVG {
    /// What a ladder has beside the look of all pictures.
    static var style: StaticString {
        """
        .box { fill: none; stroke: var(--rule); stroke-width: 1.5; }
        text.label { font-size: 12px; }
        text.clock, text.later { font-size: 11px; fill: var(--faint); font-variant-numeric: tabular-nums; }
        text.later { font-style: italic; }
        text.note { font-size: 11px; fill: var(--c2); }
        text.brokenLabel { font-size: 12px; fill: var(--c4); }
        line.broken { stroke: var(--c4); stroke-dasharray: 6 4; }
        path.brokenHead { fill: var(--c4); stroke: none; }
        line.pause { stroke: var(--rule); stroke-width: 1; stroke-dasharray: 2 6; }
        .busy { fill: var(--faint); fill-opacity: 0.35; }
        .head text.strong { font-size: 13px; }

        """
    }
}

/// Which protocol has which colour: in the order in which they appear.
struct ProtocolColours {
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]

    init(_ list: borrowing EventList) {
        for event in list.events where event.kind == .message || event.kind == .packet {
            let name = event.protocolName.string
            guard places[name] == nil, names.count < 64 else { continue }
            places[name] = names.count
            names.append(name)
        }
    }

    func index(_ event: ExchangeEvent) -> Int { places[event.protocolName.string] ?? 0 }

    static func line(_ index: Int) -> StaticString {
        switch index % 6 {
        case 0: "series-1"
        case 1: "series-2"
        case 2: "series-3"
        case 3: "series-5"
        case 4: "series-6"
        default: "series-4"
        }
    }

    static func dot(_ index: Int) -> StaticString {
        switch index % 6 {
        case 0: "dot-1"
        case 1: "dot-2"
        case 2: "dot-3"
        case 3: "dot-5"
        case 4: "dot-6"
        default: "dot-4"
        }
    }
}
