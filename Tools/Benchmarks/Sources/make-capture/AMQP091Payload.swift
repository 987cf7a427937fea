/// The AMQP 0-9-1 frames of the scenario, one behind the other in a buffer that is used again.
struct AMQP091Payload {
    private(set) var bytes: [UInt8] = []

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func protocolHeader() { bytes += [0x41, 0x4D, 0x51, 0x50, 0, 0, 9, 1] }

    mutating func method(
        _ channel: UInt16, _ classID: UInt16, _ methodID: UInt16,
        _ arguments: (inout AMQP091Payload) -> Void = { _ in }
    ) {
        frame(1, channel) { payload in
            payload.put(classID)
            payload.put(methodID)
            arguments(&payload)
        }
    }

    mutating func publish(_ channel: UInt16, exchange: String, key: String) {
        method(channel, 60, 40) { payload in
            payload.put(UInt16(0))
            payload.put(text: exchange)
            payload.put(text: key)
            payload.put(UInt8(0))
        }
    }

    mutating func deliver(
        _ channel: UInt16, consumer: String, tag: UInt64, exchange: String, key: String
    ) {
        method(channel, 60, 60) { payload in
            payload.put(text: consumer)
            payload.put(tag)
            payload.put(UInt8(0))
            payload.put(text: exchange)
            payload.put(text: key)
        }
    }

    mutating func acknowledge(_ channel: UInt16, tag: UInt64, isMultiple: Bool = false) {
        method(channel, 60, 80) { payload in
            payload.put(tag)
            payload.put(UInt8(isMultiple ? 1 : 0))
        }
    }

    /// A header with a content type and a delivery mode, and a body in one frame.
    mutating func content(_ channel: UInt16, byteCount: Int) {
        frame(2, channel) { payload in
            payload.put(UInt16(60))
            payload.put(UInt16(0))
            payload.put(UInt64(byteCount))
            payload.put(UInt16(0x9000))
            payload.put(text: "application/octet-stream")
            payload.put(UInt8(2))
        }
        frame(3, channel) { payload in
            for index in 0..<byteCount { payload.put(UInt8(0x61 + index % 26)) }
        }
    }

    mutating func put(_ number: some FixedWidthInteger) {
        var shift = number.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    mutating func put(text: String) {
        put(UInt8(text.utf8.count))
        bytes += text.utf8
    }

    private mutating func frame(
        _ type: UInt8, _ channel: UInt16, _ body: (inout AMQP091Payload) -> Void
    ) {
        put(type)
        put(channel)
        let place = bytes.count
        put(UInt32(0))
        body(&self)
        let count = bytes.count - place - 4
        for index in 0..<4 {
            bytes[place + index] = UInt8(truncatingIfNeeded: count >> (24 - 8 * index))
        }
        put(UInt8(0xCE))
    }
}
