internal import Dissection

/// What the connection knows of a frame beyond what the frame says.
struct AMQPFindings {
    var link: AMQPLink?
    /// The transfer's delivery: where it began, and what there is of it by now.
    var firstPacket: Int?
    var deliveryID: UInt32?
    var byteCount = 0
    var transferCount = 0
    /// The packets whose deliveries a disposition is about, and how many deliveries those are.
    var packets: [UInt32] = []
    var answers: [UInt32] = []
    var disposedCount = 0

    /// How many packets are named of those that a disposition is about.
    static var packetCountMax: Int { 1024 }

    /// Takes notice of a delivery that a disposition is about.
    mutating func add(_ entry: AMQPDeliveries.Entry) {
        if packets.last != entry.packet, packets.count < Self.packetCountMax {
            packets.append(entry.packet)
        }
        if entry.answer != 0, answers.last != entry.answer, answers.count < Self.packetCountMax {
            answers.append(entry.answer)
        }
    }
}

/// What the payload of a transfer is.
enum AMQPPayload {
    /// All of a message.
    case whole
    /// The last part of one; with it, all of it is here, or the first part that was kept.
    case assembled([UInt8], isWhole: Bool)
    /// More is to come, or what came before was not seen.
    case part
    case none
}
