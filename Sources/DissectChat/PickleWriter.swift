/// Writes pickles as Python does.
struct PickleWriter {
    let version: UInt8
    var body: [UInt8] = []
    private var markCount: UInt8 = 0

    init(version: UInt8) { self.version = version }

    mutating func append(_ message: ChatTransferMessage) {
        switch message {
        case .data(let bytes): append(bytes)
        case .sizedData(let bytes, let size):
            append(bytes)
            append(number: size)
            body.append(0x86)
            mark()
        case .size(let size): append(number: size)
        case .part, .finished: break
        }
    }

    private mutating func append(_ bytes: [UInt8]) {
        if let count = UInt8(exactly: bytes.count) {
            body += [0x43, count]
        } else {
            body.append(0x42)
            append(UInt32(clamping: bytes.count))
        }
        body += bytes
        mark()
    }

    private mutating func append(number: Int) {
        if let small = UInt8(exactly: number) {
            body += [0x4B, small]
        } else if let medium = UInt16(exactly: number) {
            body.append(0x4D)
            append(medium)
        } else {
            body.append(0x4A)
            append(Int32(clamping: number))
        }
    }

    private mutating func append<T: FixedWidthInteger>(_ value: T) {
        for shift in stride(from: 0, to: T.bitWidth, by: 8) {
            body.append(UInt8(truncatingIfNeeded: value >> T(shift)))
        }
    }

    private mutating func mark() {
        if version >= 4 { return body.append(0x94) }
        body += [0x71, markCount]
        markCount += 1
    }

    mutating func finish() -> [UInt8] {
        body.append(0x2E)
        let rest = body
        body = [0x80, version]
        // Python frames what is at least four bytes long.
        if version >= 4, rest.count >= 4 {
            body.append(0x95)
            append(UInt64(rest.count))
        }
        return body + rest
    }
}
