internal import Dissection

/// The media types of the bodies that may come now, of contents whose type tshark knows.
struct AMQP091OpenMedia {
    /// Channels with such a content at a time; those of more are not told by their type.
    static var countMax: Int { 4096 }

    private struct Entry: BitwiseCopyable {
        var key: UInt32
        var type: MediaType
    }

    private var entries: [Entry] = []
    private var places: [UInt32: Int] = [:]
    /// The place of the entry that was asked for last.
    private var latest = 0

    /// Takes the type of a content's header.
    @inline(__always)
    mutating func set(_ type: MediaType, _ header: AMQP091FrameHeader, _ sender: Endpoint) {
        if entries.isEmpty, type == .other { return }
        keep(type, Self.key(header, sender))
    }

    @inline(__always)
    mutating func find(_ header: AMQP091FrameHeader, _ sender: Endpoint) -> MediaType {
        if entries.isEmpty { return .other }
        let key = Self.key(header, sender)
        guard let place = place(of: key) else { return .other }
        return entries[place].type
    }

    mutating func removeAll() {
        entries.removeAll()
        places.removeAll()
    }

    private static func key(_ header: AMQP091FrameHeader, _ sender: Endpoint) -> UInt32 {
        UInt32(header.channel) << 1 | UInt32(sender.rawValue)
    }

    @inline(__always)
    private mutating func place(of key: UInt32) -> Int? {
        if latest < entries.count, entries[latest].key == key { return latest }
        guard let place = places[key] else { return nil }
        latest = place
        return place
    }

    private mutating func keep(_ type: MediaType, _ key: UInt32) {
        if let place = place(of: key) {
            entries[place].type = type
        } else if type != .other, entries.count < Self.countMax {
            places[key] = entries.count
            entries.append(Entry(key: key, type: type))
        }
    }
}
