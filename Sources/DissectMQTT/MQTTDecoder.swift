internal import Bytes

/// Why bytes are no packet that the specification allows: a phrase.
public struct MQTTDecodingError: Error, Equatable, Sendable {
    public let reason: String

    init(_ reason: String) { self.reason = reason }
}

extension MQTTPacket {
    /// How long the packet is that begins with these bytes; nil: more of them must come.
    public static func byteCount(
        _ front: ArraySlice<UInt8>
    ) throws(MQTTDecodingError) -> Int? {
        var length = 0
        for (index, byte) in front.dropFirst().prefix(4).enumerated() {
            length |= Int(byte & 0x7F) << (7 * index)
            if byte < 0x80 { return 2 + index + length }
            if index == 3 { throw MQTTDecodingError("a length of more than four bytes") }
        }
        return nil
    }

    /// Reads a packet, as strictly as a server has to.
    ///
    /// - Parameter version: of the connection; a CONNECT sets it.
    public init(
        _ bytes: [UInt8], version: inout MQTTVersion
    ) throws(MQTTDecodingError) {
        guard let first = bytes.first, let type = MQTTPacketType(rawValue: first >> 4) else {
            throw MQTTDecodingError("an empty packet")
        }
        let head = 1 + bytes.dropFirst().prefix(while: { $0 >= 0x80 }).count + 1
        guard head <= bytes.count else { throw MQTTDecodingError("a packet without its length") }
        if let wanted = type.fixedFlags, first & 0x0F != wanted {
            throw MQTTDecodingError("flags that \(type) does not have")
        }
        var decoder = MQTTDecoder(Array(bytes[head...]), version)
        do throws(ParseError) {
            self = try decoder.packet(type, flags: first & 0x0F)
        } catch {
            throw MQTTDecodingError("\(type): \(decoder.mistake ?? "it ends too early")")
        }
        version = decoder.version
    }
}

/// Reads the parts of a packet.
struct MQTTDecoder {
    /// The version that a CONNECT names, or that of its connection.
    var version: MQTTVersion
    /// What is wrong, beside that there are too few bytes.
    private(set) var mistake: String?
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8], _ version: MQTTVersion) {
        self.bytes = bytes
        self.version = version
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func fail(_ mistake: String) -> ParseError {
        self.mistake = mistake
        return .malformed(.unreadable, offset: offset)
    }

    mutating func read<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type
    ) throws(ParseError) -> T {
        let taken = try take(T.bitWidth / 8)
        return taken.reduce(0) { $0 << 8 | T($1) }
    }

    mutating func take(_ count: Int) throws(ParseError) -> [UInt8] {
        guard count <= bytes.count - offset else { throw fail("it ends too early") }
        defer { offset += count }
        return Array(bytes[offset..<(offset + count)])
    }

    mutating func rest() -> [UInt8] {
        defer { offset = bytes.count }
        return Array(bytes[offset...])
    }

    mutating func binary() throws(ParseError) -> [UInt8] { try take(Int(read(UInt16.self))) }

    mutating func text() throws(ParseError) -> String {
        let bytes = try binary()
        guard bytes.rawSpan.isMQTTText else { throw fail("a text that is no UTF-8") }
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func variable() throws(ParseError) -> Int {
        var value = 0
        for shift in stride(from: 0, to: 28, by: 7) {
            let byte = try read(UInt8.self)
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw fail("a number of more than four bytes")
    }

    mutating func packetID() throws(ParseError) -> UInt16 {
        let id = try read(UInt16.self)
        guard id > 0 else { throw fail("a packet identifier of 0") }
        return id
    }

    mutating func qos(_ bits: UInt8) throws(ParseError) -> UInt8 {
        guard bits < 3 else { throw fail("a QoS of 3") }
        return bits
    }

    // MARK: - Properties

    /// - Parameter carrier: the number of the packet's type; 0 for a will.
    mutating func properties(_ carrier: Int) throws(ParseError) -> [MQTTProperty] {
        guard version.hasProperties else { return [] }
        let count = try variable()
        let end = offset + count
        guard end <= bytes.count else { throw fail("it ends too early") }
        var properties: [MQTTProperty] = []
        while offset < end {
            let property = try property(carrier)
            let isTwice = properties.contains { $0.id == property.id }
            // User properties and subscription identifiers may come again.
            guard !isTwice || [0x26, 0x0B].contains(property.id) else {
                throw fail("a property that comes twice")
            }
            properties.append(property)
        }
        guard offset == end else { throw fail("a property that is too long") }
        return properties
    }

    private mutating func property(_ carrier: Int) throws(ParseError) -> MQTTProperty {
        let id = try read(UInt8.self)
        guard let shape = MQTTPropertyShape(id), shape.isAllowed(in: carrier) else {
            throw fail("a property that does not belong there")
        }
        let value: MQTTProperty.Value =
            switch shape.kind {
            case .byte: .byte(try read(UInt8.self))
            case .two: .two(try read(UInt16.self))
            case .four: .four(try read(UInt32.self))
            case .variable: .variable(try variable())
            case .string: .text(try text())
            case .binary: .bytes(try binary())
            case .pair: .pair(try text(), try text())
            }
        return MQTTProperty(id, value)
    }
}

extension Defect {
    static let unreadable = Defect("packet that breaks a rule")
}
