import Bytes
import Foundation
import TestKit

@testable import DissectTLS

/// A recorded connection of SamplePcaps, and its keys.
struct RecordedSession {
    /// The connections of the capture, in the order of their first packets.
    let conversations: [Conversation]
    let keys: TLSKeyLog
    let keyText: String

    init(_ name: String) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let samples = tests.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "SamplePcaps")
        let file = [UInt8](try Data(contentsOf: samples.appending(path: "\(name).pcap")))
        keyText = try String(contentsOf: samples.appending(path: "\(name).keys"), encoding: .utf8)
        keys = Self.log(keyText)
        conversations = Self.conversations(of: file)
    }

    static func log(_ text: String) -> TLSKeyLog {
        var log = TLSKeyLog()
        log.add(Array(text.utf8).rawSpan)
        log.finish()
        return log
    }

    /// Classic pcap, little endian, Ethernet, IPv4 and TCP without options, nothing out of order;
    /// each segment that is pushed ends a write.
    private static func conversations(of file: [UInt8]) -> [Conversation] {
        var made: [Conversation] = []
        var ports: [UInt16] = []
        var write: [UInt8] = []
        var place = 24
        while place < file.count {
            let count = (0..<4).reduce(0) { $0 | Int(file[place + 8 + $1]) << (8 * $1) }
            let packet = Array(file[(place + 16)..<(place + 16 + count)])
            place += 16 + count
            let (source, destination) = (port(packet, 34), port(packet, 36))
            let client = max(source, destination)
            if ports.last != client {
                ports.append(client)
                made.append(Conversation())
            }
            write += packet[54...]
            guard packet[47] & 8 != 0, !write.isEmpty else { continue }
            if source == client {
                made[made.count - 1].client(write)
            } else {
                made[made.count - 1].server(write)
            }
            write = []
        }
        return made
    }

    private static func port(_ packet: [UInt8], _ place: Int) -> UInt16 {
        UInt16(packet[place]) << 8 | UInt16(packet[place + 1])
    }
}
