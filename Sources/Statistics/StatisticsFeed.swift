internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// What a run counts, and the run's messages on their way there.
///
/// Messages come in one of two ways: as they are found, or field by field from a filter.
final class StatisticsFeed: MessageTaker {
    /// Nothing that is called from here comes back here, so there is no second access to check for,
    /// which would take longer than most tallies do.
    @exclusivity(unchecked) private var filler: StatisticsFiller

    init(_ kinds: Set<TallySet.Kind>, _ table: FieldTable) {
        unsafe filler = StatisticsFiller(TallySet(kinds, table), table)
    }

    /// As they stand.
    var tallies: TallySet { unsafe filler.tallies }
    var totals: StatisticsTotals { unsafe filler.totals }
    var wanted: WantedFields { unsafe filler.wanted }

    func take(_ message: inout Message, bytes: MessageBytes) {
        unsafe filler.take(&message, bytes)
    }

    func take(_ note: Note) { unsafe filler.take(note) }
    func beginMessage(_ head: MessageHead) { unsafe filler.beginMessage(head) }
    func endMessage() { unsafe filler.endMessage() }
    func dropMessage() { unsafe filler.dropMessage() }
    func removeMessages() { unsafe filler.removeMessages() }

    func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        unsafe filler.add(field, in: bytes, at: offset, decoded: decoded)
    }

    /// Counts a packet, and the messages that came before it.
    func end(_ line: PacketLine, _ layers: borrowing PacketLayers, _ bytes: RawSpan) {
        unsafe filler.end(line, layers, bytes)
    }
}
