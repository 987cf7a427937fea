internal import DissectAMQP

typealias AMQPFramer = UnitFramer<AMQPUnit>

extension AMQPUnit: FramedUnit {
    static var headByteCount: Int { 8 }
    /// As the open frames of all who use this say.
    static var byteCountMax: Int { 32_768 }
}

/// The lines of a script in which AMQP 1.0 is spoken.
extension Step where Message == AMQPUnit {
    static func say(_ header: AMQPFrame.ProtocolHeader) -> Step {
        .say("the header of \(header)") { _ in header.bytes }
    }

    static func hear(_ header: AMQPFrame.ProtocolHeader) -> Step {
        .hear("the header of \(header)") { unit, _ in unit == .header(header) }
    }

    /// Waits for a frame that says something of a kind, and takes notice of it.
    static func hear(
        _ type: AMQPComposite, _ notice: @escaping (AMQPFrame, Stage) -> Void = { _, _ in }
    ) -> Step {
        .hear("\(type)") { unit, stage in
            guard case .frame(let frame) = unit, frame.type == type else { return false }
            notice(frame, stage)
            return true
        }
    }
}

extension AMQPFrame {
    /// The transfer with a message, cut into as many frames as it needs.
    func cut(_ message: [UInt8], byteCountMax: Int) -> [AMQPFrame] {
        var frames: [AMQPFrame] = []
        var rest = message[...]
        var frame = self
        repeat {
            frame.record?[.more] = true
            let room = max(1, byteCountMax - frame.bytes.count)
            frame.record?[.more] = .boolean(rest.count > room)
            frame.payload = Array(rest.prefix(room))
            rest = rest.dropFirst(room)
            frames.append(frame)
            // What holds for the whole message is said once.
            frame = AMQPFrame(.transfer, [.handle: self[.handle]])
        } while !rest.isEmpty
        return frames
    }

    /// What an error in the frame says: `amqp:not-found (no such queue)`; `nil`: there is none.
    var complaint: String? {
        guard let error = self[.error].record, error.type == .error else { return nil }
        let condition = error[.errorCondition].text ?? "an error"
        guard let description = error[.errorDescription].text, !description.isEmpty else {
            return condition
        }
        return "\(condition) (\(description))"
    }
}
