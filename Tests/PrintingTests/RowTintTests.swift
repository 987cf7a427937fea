import Flows
import Packets
import Testing

@testable import Printing

@Suite struct RowTintTests {
    static let cases: [(TCPFlags, TCPFindings, RowTint)] = [
        (.ack, [], .plain),
        (.syn, [], .handshake), ([.fin, .ack], [], .handshake),
        ([.rst, .ack], [], .reset), ([.rst, .fin], [], .reset),
        (.ack, .retransmission, .problem), (.rst, .outOfOrder, .problem),
        (.syn, .portsReused, .problem), (.ack, .zeroWindow, .problem),
        // Wireshark does not colour these as bad.
        (.ack, .keepAlive, .plain), (.ack, .keepAliveAck, .plain), (.ack, .windowUpdate, .plain),
        (.ack, [.windowUpdate, .duplicateAck], .problem),
    ]

    @Test(arguments: cases)
    func saysWhatMatters(flags: TCPFlags, findings: TCPFindings, expected: RowTint) {
        #expect(RowTint(flags, findings) == expected)
    }

    @Test func coloursEveryTintDifferently() {
        let escapes = [RowTint.plain, .handshake, .reset, .problem].map { tint in
            "\(RowColour.escape(for: line("TCP", tint)))"
        }
        #expect(Set(escapes).count == 4)
        #expect(escapes.allSatisfy { $0.hasPrefix("\u{1B}[") && $0.hasSuffix("m") })
    }

    @Test func coloursProtocols() {
        let dns = "\(RowColour.escape(for: line("DNS", .plain)))"
        let arp = "\(RowColour.escape(for: line("ARP", .plain)))"
        #expect(dns != arp)
        #expect("\(RowColour.escape(for: line("DN", .plain)))" != dns)
    }

    private func line(_ name: ProtocolName, _ tint: RowTint) -> PacketLine {
        PacketLine(
            number: 1, time: 0, firstTime: 0, previousTime: 0, timeDigits: 6, byteCount: 60,
            protocolName: name, tint: tint)
    }
}
