/// The frames of AMQP 1.0 that the scenario needs, written into one buffer that is used again.
struct AMQPFrames {
    private(set) var bytes: [UInt8] = []
    private var frameStart = 0
    private var listStart = 0

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func header() { bytes += [0x41, 0x4D, 0x51, 0x50, 0, 1, 0, 0] }

    mutating func open(_ name: String) {
        begin(0x10, count: 3)
        put(string: name)
        put(0x40)
        put(0x70, 0, 1, 0, 0)
        endList()
        endFrame()
    }

    mutating func begin(isAnswer: Bool) {
        begin(0x11, count: 4)
        if isAnswer { put(0x60, 0, 0) } else { put(0x40) }
        put(0x43)
        put(0x70, 0x7F, 0xFF, 0xFF, 0xFF)
        put(0x70, 0x7F, 0xFF, 0xFF, 0xFF)
        endList()
        endFrame()
    }

    mutating func attach(_ name: String, isReceiver: Bool) {
        begin(0x12, count: isReceiver ? 7 : 10)
        put(string: name)
        put(0x43)
        put(isReceiver ? 0x41 : 0x42)
        put(0x50, 2, 0x50, 0)
        put(0x00, 0x53, 0x28, 0x45)
        put(0x00, 0x53, 0x29, 0xC0, 7, 1)
        put(string: "jobs")
        if !isReceiver { put(0x40, 0x40, 0x43) }
        endList()
        endFrame()
    }

    mutating func flow(credit: UInt32) {
        begin(0x13, count: 7)
        put(0x43)
        put(0x70, 0x7F, 0xFF, 0xFF, 0xFF)
        put(0x43)
        put(0x70, 0x7F, 0xFF, 0xFF, 0xFF)
        put(0x43, 0x43)
        put(number: credit / 2)
        endList()
        endFrame()
    }

    /// A message of properties and text, of so many bytes of text.
    mutating func transfer(_ id: UInt32, byteCount: Int) {
        begin(0x14, count: 4)
        put(0x43)
        put(number: id)
        put(0xA0, 4)
        put(big: id)
        put(0x43)
        endList()
        put(0x00, 0x53, 0x70, 0xC0, 2, 1, 0x41)
        put(0x00, 0x53, 0x73, 0xC0, 8, 1)
        put(0xA1, 5)
        bytes += [0x6A, 0x6F, 0x62, 0x2D, UInt8(0x30 + id % 10)]
        put(0x00, 0x53, 0x75, 0xA0, UInt8(byteCount))
        for index in 0..<byteCount { bytes.append(UInt8(0x61 + index % 26)) }
        endFrame()
    }

    mutating func disposition(_ first: UInt32, _ last: UInt32) {
        begin(0x15, count: 5)
        put(0x41)
        put(number: first)
        put(number: last)
        put(0x41)
        put(0x00, 0x53, 0x24, 0x45)
        endList()
        endFrame()
    }

    private mutating func begin(_ code: UInt8, count: UInt8) {
        frameStart = bytes.count
        put(0, 0, 0, 0, 2, 0, 0, 0)
        put(0x00, 0x53, code, 0xC0, 0, count)
        listStart = bytes.count
    }

    private mutating func endList() { bytes[listStart - 2] = UInt8(bytes.count - listStart + 1) }

    private mutating func endFrame() {
        let size = UInt32(bytes.count - frameStart)
        for index in 0..<4 {
            bytes[frameStart + index] = UInt8(truncatingIfNeeded: size >> UInt32(24 - index * 8))
        }
    }

    private mutating func put(_ values: UInt8...) { bytes += values }

    private mutating func put(number: UInt32) {
        if number == 0 {
            put(0x43)
        } else if number < 256 {
            put(0x52, UInt8(number))
        } else {
            put(0x70)
            put(big: number)
        }
    }

    private mutating func put(big number: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private mutating func put(string: String) {
        put(0xA1, UInt8(string.utf8.count))
        bytes += Array(string.utf8)
    }
}
