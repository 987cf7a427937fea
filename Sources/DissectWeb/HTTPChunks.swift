internal import Bytes

/// Finds the end of a body in chunks (RFC 9112, section 7.1), whatever pieces it comes in.
struct HTTPChunks: Equatable {
    private enum State: Equatable {
        case size(value: Int, digitCount: Int, isInExtension: Bool)
        case data(byteCount: Int)
        case dataEnd
        case trailer(isEmpty: Bool)
        case done
        case broken
    }

    private var state = State.size(value: 0, digitCount: 0, isInExtension: false)
    /// The bytes of all chunks so far.
    private(set) var byteCount = 0

    var isDone: Bool { state == .done || state == .broken }
    /// Whether it ended because what should be a chunk's size is none.
    var isBroken: Bool { state == .broken }

    /// Reads on, and returns how many of the bytes belong to the body.
    ///
    /// - Parameter pass: given what is in the chunks, piece by piece.
    mutating func read(_ bytes: RawSpan, _ pass: (RawSpan) -> Void = { _ in }) -> Int {
        var index = 0
        while index < bytes.byteCount, !isDone {
            if case .data(let rest) = state {
                let count = min(rest, bytes.byteCount - index)
                pass(bytes.extracting(index..<(index + count)))
                index += count
                byteCount += count
                state = count == rest ? .dataEnd : .data(byteCount: rest - count)
            } else {
                read(bytes.byte(at: index))
                index += 1
            }
        }
        return index
    }

    /// Appends what is in the chunks of a whole body.
    static func join(_ bytes: RawSpan, into body: inout [UInt8]) {
        var chunks = HTTPChunks()
        _ = chunks.read(bytes) { body.append($0, xor: 0, phase: 0) }
    }

    private mutating func read(_ byte: UInt8) {
        switch state {
        case .size(let value, let count, let isInExtension):
            readSize(byte, value, count, isInExtension)
        case .dataEnd:
            if byte == 0x0A {
                state = .size(value: 0, digitCount: 0, isInExtension: false)
            } else if byte != 0x0D {
                state = .broken
            }
        case .trailer(let isEmpty):
            if byte == 0x0A {
                state = isEmpty ? .done : .trailer(isEmpty: true)
            } else if byte != 0x0D {
                state = .trailer(isEmpty: false)
            }
        case .data, .done, .broken: break
        }
    }

    private mutating func readSize(
        _ byte: UInt8, _ value: Int, _ digitCount: Int, _ isInExtension: Bool
    ) {
        if byte == 0x0A {
            guard digitCount > 0 else {
                state = .broken
                return
            }
            state = value == 0 ? .trailer(isEmpty: true) : .data(byteCount: value)
        } else if isInExtension {
            return
        } else if let digit = byte.hexadecimalDigit, value < 1 << 44 {
            state = .size(
                value: value << 4 | digit, digitCount: digitCount + 1, isInExtension: false)
        } else if digitCount > 0, byte == 0x3B || byte == 0x20 || byte == 0x0D || byte == 0x09 {
            state = .size(value: value, digitCount: digitCount, isInExtension: true)
        } else {
            state = .broken
        }
    }
}

extension UInt8 {
    fileprivate var hexadecimalDigit: Int? {
        switch self {
        case 0x30...0x39: Int(self) - 0x30
        case 0x41...0x46: Int(self) - 0x37
        case 0x61...0x66: Int(self) - 0x57
        default: nil
        }
    }
}
