import Captures
import Testing

/// pcapng files with one thing wrong behind their first packet, which ends at byte 140.  tshark
/// 4.0.17 stops at each of them in the same place.
@Suite struct PcapngErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var reason: MalformedRecord
        var damage: @Sendable (RawCapture) -> RawCapture

        init(
            _ name: String, _ reason: MalformedRecord,
            _ damage: @escaping @Sendable (RawCapture) -> RawCapture
        ) {
            testDescription = name
            self.reason = reason
            self.damage = damage
        }
    }

    static let cases = [
        Case("length 0", .blockTooShort(0, minimum: 12)) { $0.block(0x77, [], length: 0) },
        Case("length 8", .blockTooShort(8, minimum: 12)) { $0.block(0x77, [], length: 8) },
        Case("4 GiB", .blockTooLong(4_294_967_292, maximum: 134_348_832)) {
            $0.block(0x77, [], length: 0xFFFF_FFFC)
        },
        Case("packet of 4 GiB", .blockTooLong(4_294_967_296, maximum: 134_348_832)) {
            $0.block(6, [UInt8](repeating: 0, count: 20), length: 0xFFFF_FFFF)
        },
        Case("second length", .blockLengthsDiffer(first: 20, second: 24)) {
            $0.block(0x77, [1, 2, 3, 4, 5, 6, 7, 8], second: 24)
        },
        Case("second length of a packet", .blockLengthsDiffer(first: 92, second: 0)) {
            RawCapture(bytes: $0.packet().bytes.dropLast(4) + [0, 0, 0, 0])
        },
        Case("interface", .unknownInterface(1, count: 1)) { $0.packet(interface: 1) },
        Case("interface of 32 bits", .unknownInterface(0xFFFF_FFFF, count: 1)) {
            $0.packet(interface: -1)
        },
        Case("captured size", .packetLongerThanBlock(64, blockLength: 92)) {
            $0.packet(captured: 64)
        },
        Case("captured size of 4 GiB", .packetTooLong(0xFFFF_FFFF, maximum: 262_144)) {
            $0.packet(captured: -1)
        },
        Case("captured size too small", .optionTooLong(4416)) { $0.packet(captured: 20) },
        Case("option", .optionTooLong(500)) {
            $0.packet(options: $0.encode(0x01F4_0001 as UInt32))
        },
        Case("flags", .optionLength(3, code: 2)) { $0.packet(options: $0.option(2, [1, 2, 3])) },
        Case("drop count", .optionLength(7, code: 4)) {
            $0.packet(options: $0.option(4, [1, 2, 3, 4, 5, 6, 7]))
        },
        Case("custom option", .optionLength(3, code: 2988)) {
            $0.packet(options: $0.option(2988, [1, 2, 3]))
        },
        Case("short packet", .blockTooShort(28, minimum: 32)) {
            $0.block(6, [UInt8](repeating: 0, count: 16))
        },
        Case("short interface", .blockTooShort(16, minimum: 20)) { $0.block(1, [0, 0, 0, 0]) },
        Case("simple packet", .packetLongerThanBlock(100, blockLength: 76)) {
            $0.simplePacket(original: 100)
        },
        Case("names", .nameRecordLength(500)) { $0.block(4, [1, 0, 0xF4, 1]) },
        Case("address", .nameRecordLength(3)) { $0.block(4, $0.option(1, [1, 2, 3])) },
        Case("name", .nameNotTerminated) { $0.block(4, $0.option(1, [127, 0, 0, 1, 65])) },
        Case("secrets", .secretsTooLong(500)) { $0.block(10, $0.encode32([1, 500, 0])) },
        Case("byte order", .unknownByteOrder(0x6162_6364)) {
            $0.block(0x0A0D_0D0A, Array("abcdefghijklmnop".utf8))
        },
    ]

    @Test(arguments: cases) func handsOutWhatIsThereAndSaysWhatIsWrong(_ it: Case) {
        let start = RawCapture.pcapng().interface().packet()
        #expect(start.bytes.count == 140)
        let contents = CaptureContents(it.damage(start).packet().bytes)
        #expect(contents.packets.count == 1)
        #expect(contents.error == .malformed(it.reason, offset: 140))
        // Whole in the window, or found at its end: the same.
        let tight = CaptureContents(it.damage(start).packet().bytes, windowByteCount: 48)
        #expect(tight.packets == contents.packets && tight.error == contents.error)
    }

    @Test func refusesOtherVersions() {
        let raw = RawCapture.pcapng().interface().packet().section(version: (2, 0))
        let contents = CaptureContents(raw.bytes)
        #expect(contents.packets.count == 1)
        #expect(contents.error == .unsupportedVersion(.pcapng, major: 2, minor: 0))
    }

    @Test func refusesPacketsBeforeAnyInterface() {
        for raw in [RawCapture.pcapng().packet(), RawCapture.pcapng().simplePacket()] {
            let contents = CaptureContents(raw.bytes)
            #expect(contents.error == .malformed(.unknownInterface(0, count: 0), offset: 28))
        }
    }

    @Test func limitsTheInterfacesOfASection() {
        var raw = RawCapture.pcapng()
        let one = raw.interface().bytes[28...]
        for _ in 0...(1 << 18) { raw.bytes += one }
        let error = CaptureContents(raw.packet().bytes, windowByteCount: 1 << 16).error
        #expect(
            error
                == .malformed(.tooManyInterfaces(maximum: 1 << 18), offset: 28 + 20 * (1 << 18)))
    }
}
