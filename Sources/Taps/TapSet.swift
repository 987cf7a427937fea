public import Bytes
public import Dissection
public import Filters
internal import Packets
public import Printing

/// The taps of a run.
public final class TapSet {
    struct Listener {
        let sink: any TapSink
        var filter: DisplayFilter?
        /// What the sink wants.
        let fields: FieldSet
    }

    /// One for each request; nil for those that are no business of a packet list.
    private let taps: [(any Tap)?]
    var listeners: [Listener] = []
    let wanted: FieldSet
    let wantsFields: Bool
    let wantsInfo: Bool
    var totals = TapTotals()

    /// - Parameters:
    ///   - namesFrame: whether the list, or a filter in front of it, looks at fields of the frame.
    ///   - compile: makes a filter of its text.
    public init<Mistake: Error>(
        _ requests: [TapRequest], _ table: FieldTable, time: TimeFormat, namesFrame: Bool,
        compile: (String) throws(Mistake) -> DisplayFilter
    ) throws(Mistake) {
        let hierarchies = requests.map { _ in HierarchyTap.Frame() }
        taps = zip(requests, hierarchies).map { request, frame in
            Self.make(request, table, time, frame)
        }
        for listener in taps.compactMap(\.self).flatMap(\.listeners) {
            var filter: DisplayFilter?
            if let text = listener.filter { filter = try compile(text) }
            listeners.append(
                Listener(
                    sink: listener.sink, filter: filter, fields: FieldSet(listener.sink.fields)))
        }
        let ids = table.ids.filter { [listeners] id in
            listeners.contains { $0.filter?.wants(id) == true || $0.fields.contains(id) }
        }
        wanted = FieldSet(ids)
        wantsFields = !ids.isEmpty
        wantsInfo = listeners.contains { $0.sink.wantsInfo }
        let frame = Int(FieldFamily.Number.frame.rawValue)
        let isNamed =
            listeners.contains { [ids] listener in
                listener.sink.namesFrame
                    || ids.contains { $0.family == frame && listener.filter?.wants($0) == true }
            }
        for frame in hierarchies { frame.isShown = namesFrame || isNamed }
    }

    private static func make(
        _ request: TapRequest, _ table: FieldTable, _ time: TimeFormat, _ frame: HierarchyTap.Frame
    ) -> (any Tap)? {
        switch request {
        case .hierarchy(let filter): HierarchyTap(filter, table, frame)
        case .conversations(let kind, let filter): ConversationsTap(kind, filter, time)
        case .endpoints(let kind, let filter): EndpointsTap(kind, filter)
        case .lengths(let filter): LengthsTap(filter)
        case .intervals(let request): IntervalsTap(request, table, time)
        case .flow(let request): FlowTap(request, table, time)
        case .follow: nil
        }
    }

    /// What the tap of a request found out.
    public func write(_ index: Int, to text: inout TextBuffer) {
        taps[index]?.write(totals, to: &text)
    }

    /// What was left out to stay within limits.
    public var remarks: [String] { taps.compactMap { $0?.remark } }
}

// MARK: - Packets

extension TapSet {
    func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        guard wanted.contains(field.id) else { return }
        for index in listeners.indices {
            listeners[index].filter?.add(field, in: bytes, at: offset, decoded: decoded)
            if listeners[index].fields.contains(field.id) {
                listeners[index].sink.add(field, decoded: decoded)
            }
        }
    }

    func noteCall() {
        for index in listeners.indices {
            listeners[index].filter?.noteCall()
            listeners[index].sink.noteCall()
        }
    }

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        totals.firstTime = line.firstTime
        totals.duration = max(totals.duration, line.time &- line.firstTime)
        for index in listeners.indices {
            if listeners[index].filter?.decide() ?? true {
                listeners[index].sink.take(line, layers, packet: packet, info: info)
            } else {
                listeners[index].sink.discard()
            }
        }
    }
}
