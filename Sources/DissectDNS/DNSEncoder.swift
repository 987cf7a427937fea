/// What cannot be written as a message.
public enum DNSEncodingError: Error, Equatable, Sendable {
    /// A label has no bytes, or more than 63.
    case label(String)
    /// A name has more than 255 bytes.
    case name(String)
    /// A text has more than 255 bytes.
    case text(String)
    /// A section, an option or a record's data has more than 65535 of what it counts.
    case tooMuch
}

extension DNSMessage {
    /// The message as it goes into a datagram.
    ///
    /// - Parameter compressing: whether names point to the ends of earlier ones.
    public func encoded(compressing: Bool = true) throws(DNSEncodingError) -> [UInt8] {
        var encoder = DNSEncoder(isCompressing: compressing)
        encoder.append(id)
        encoder.append(flags)
        let sections = [answers, authorities, additional]
        try encoder.append(count: questions.count)
        for section in sections { try encoder.append(count: section.count) }
        for question in questions {
            try encoder.append(name: question.name)
            encoder.append(question.type.number)
            encoder.append(question.recordClass)
        }
        for section in sections {
            for record in section { try encoder.append(record) }
        }
        return encoder.bytes
    }

    /// The message as it goes into a TCP stream: with its size before it.
    public func framed(compressing: Bool = true) throws(DNSEncodingError) -> [UInt8] {
        let message = try encoded(compressing: compressing)
        var size = DNSEncoder(isCompressing: false)
        try size.append(count: message.count)
        return size.bytes + message
    }
}

/// Writes the parts of a message, and remembers where names stand.
private struct DNSEncoder {
    var bytes: [UInt8] = []
    let isCompressing: Bool
    private var places: [[Substring]: Int] = [:]

    init(isCompressing: Bool) { self.isCompressing = isCompressing }

    mutating func append<T: FixedWidthInteger>(_ value: T) {
        for shift in stride(from: T.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> T(shift)))
        }
    }

    mutating func append(count: Int) throws(DNSEncodingError) {
        guard let count = UInt16(exactly: count) else { throw .tooMuch }
        append(count)
    }

    /// Labels with dots between them; an empty name, or a dot, is the root.
    mutating func append(name: String) throws(DNSEncodingError) {
        var labels = name.split(separator: ".", omittingEmptySubsequences: false)[...]
        if labels.last == "" { labels = labels.dropLast() }
        if name == "." { labels = [] }
        guard labels.reduce(1, { $0 + $1.utf8.count + 1 }) <= 255 else { throw .name(name) }
        while let label = labels.first {
            let rest = labels.map { Substring($0.lowercased()) }
            if let place = places[rest] { return append(UInt16(0xC000 | place)) }
            if isCompressing, bytes.count < 0x4000 { places[rest] = bytes.count }
            guard (1...63).contains(label.utf8.count) else { throw .label(String(label)) }
            bytes.append(UInt8(label.utf8.count))
            bytes += label.utf8
            labels = labels.dropFirst()
        }
        bytes.append(0)
    }

    mutating func append(_ record: DNSRecordContent) throws(DNSEncodingError) {
        try append(name: record.name)
        append(record.type.number)
        append(record.recordClass)
        append(record.secondsToLive)
        let place = bytes.count
        append(UInt16(0))
        try append(record.content)
        guard let count = UInt16(exactly: bytes.count - place - 2) else { throw .tooMuch }
        bytes[place] = UInt8(count >> 8)
        bytes[place + 1] = UInt8(count & 0xFF)
    }

    private mutating func append(
        _ content: DNSRecordContent.Content
    ) throws(DNSEncodingError) {
        switch content {
        case .ipv4(let address): append(address)
        case .ipv6(let high, let low):
            append(high)
            append(low)
        case .name(let name): try append(name: name)
        case .mailExchange(let preference, let name):
            append(preference)
            try append(name: name)
        case .service(let priority, let weight, let port, let target):
            for number in [priority, weight, port] { append(number) }
            try append(name: target)
        case .texts(let texts):
            for text in texts {
                guard let count = UInt8(exactly: text.utf8.count) else { throw .text(text) }
                bytes.append(count)
                bytes += text.utf8
            }
        case .authority(let primary, let mailbox, let serial, let times):
            try append(name: primary)
            try append(name: mailbox)
            append(serial)
            for time in times { append(time) }
        case .options(let options):
            for option in options {
                append(option.code)
                try append(count: option.bytes.count)
                bytes += option.bytes
            }
        case .bytes(let content): bytes += content
        }
    }
}
