import Foundation

/// Captures put together by hand, so that they can be wrong in any way.
struct RawCapture {
    var isBigEndian = false
    var bytes: [UInt8] = []

    /// An Ethernet frame with an empty UDP datagram, padded to 60 bytes.
    static let frame: [UInt8] = {
        var frame: [UInt8] = Array(repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 8, 0]
        frame += [0x45, 0, 0, 28, 0, 1, 0, 0, 64, 17, 0x7C, 0xCE, 127, 0, 0, 1, 127, 0, 0, 1]
        frame += [4, 0xD2, 0x16, 0x2E, 0, 8, 0, 0]
        return frame + Array(0..<18)
    }()

    func encode(_ value: some FixedWidthInteger) -> [UInt8] {
        let stored = isBigEndian ? value.bigEndian : value.littleEndian
        return unsafe withUnsafeBytes(of: stored) { unsafe Array($0) }
    }

    func encode32(_ values: [Int]) -> [UInt8] {
        values.flatMap { encode(UInt32(truncatingIfNeeded: $0)) }
    }

    static func pad(_ bytes: [UInt8]) -> [UInt8] {
        bytes + Array(repeating: 0, count: (4 - bytes.count % 4) % 4)
    }

    // MARK: - Classic

    static func classic(
        _ magic: UInt32 = 0xA1B2_C3D4, version: (UInt16, UInt16) = (2, 4), linkType: Int = 1,
        isBigEndian: Bool = false
    ) -> RawCapture {
        var raw = RawCapture(isBigEndian: isBigEndian)
        raw.bytes = raw.encode(magic) + raw.encode(version.0) + raw.encode(version.1)
        raw.bytes += raw.encode32([0, 0, 262_144, linkType])
        return raw
    }

    func record(
        _ frame: [UInt8] = Self.frame, seconds: Int = 1000, fraction: Int = 5,
        captured: Int? = nil, original: Int? = nil, extra: [UInt8] = []
    ) -> RawCapture {
        var raw = self
        raw.bytes += encode32([
            seconds, fraction, captured ?? frame.count, original ?? frame.count,
        ])
        raw.bytes += extra + frame
        return raw
    }

    // MARK: - pcapng

    static func pcapng(isBigEndian: Bool = false) -> RawCapture {
        RawCapture(isBigEndian: isBigEndian).section()
    }

    func section(_ options: [UInt8] = [], version: (UInt16, UInt16) = (1, 0)) -> RawCapture {
        block(
            0x0A0D_0D0A,
            encode32([0x1A2B_3C4D]) + encode(version.0) + encode(version.1) + encode(Int64(-1))
                + options)
    }

    func block(
        _ type: Int, _ body: [UInt8], length: Int? = nil, second: Int? = nil
    ) -> RawCapture {
        var raw = self
        let padded = Self.pad(body)
        let total = padded.count + 12
        raw.bytes += encode32([type, length ?? total]) + padded + encode32([second ?? total])
        return raw
    }

    func option(_ code: Int, _ value: [UInt8]) -> [UInt8] {
        encode(UInt16(code)) + encode(UInt16(value.count)) + Self.pad(value)
    }

    func interface(
        linkType: Int = 1, snapLength: Int = 262_144, _ options: [UInt8] = []
    ) -> RawCapture {
        block(1, encode(UInt16(linkType)) + [0, 0] + encode32([snapLength]) + options)
    }

    func packet(
        _ frame: [UInt8] = Self.frame, interface: Int = 0, units: UInt64 = 1_000_000_005,
        captured: Int? = nil, original: Int? = nil, options: [UInt8] = []
    ) -> RawCapture {
        block(
            6,
            encode32([interface, Int(units >> 32), Int(units & 0xFFFF_FFFF)])
                + encode32([captured ?? frame.count, original ?? frame.count])
                + Self.pad(frame) + options)
    }

    func obsoletePacket(_ frame: [UInt8] = Self.frame, interface: UInt16 = 0) -> RawCapture {
        block(
            2,
            encode(interface) + encode(3 as UInt16) + encode32([0, 1_000_000_005])
                + encode32([frame.count, frame.count]) + frame)
    }

    func simplePacket(_ frame: [UInt8] = Self.frame, original: Int? = nil) -> RawCapture {
        block(3, encode32([original ?? frame.count]) + frame)
    }
}
