internal import Bytes
internal import Dissection

/// A value as it was read: a number in place, or where its bytes are.
struct AMQPElement: BitwiseCopyable {
    var constructor = AMQPConstructor(0)
    var descriptor = AMQPDescriptor.none
    /// Of a value that is described twice, the descriptor next to it.
    var innerDescriptor = AMQPDescriptor.none
    /// The value's bits, of types of up to eight bytes.
    var bits: UInt64 = 0
    /// The bytes of a text, of binary data and of wide numbers; of a compound those of its elements.
    var content = StreamRange(offset: 0, count: 0)
    /// How many elements a compound says it has.
    var count = 0
    /// Where the constructor stands.
    var offset = 0

    /// No value: what an argument is that a list does not have.
    static let absent = AMQPElement()

    var isPresent: Bool { constructor.code > 0x40 }

    /// A number that is not negative.
    var number: UInt64? { constructor.isUnsigned ? bits : nil }

    var flag: Bool? { constructor.isBoolean ? bits != 0 : nil }

    var text: StreamRange? { constructor.isText ? content : nil }

    var binary: StreamRange? { constructor.isBinary ? content : nil }
}

extension ByteCursor {
    /// Reads a value, or of a compound what stands before its elements.
    ///
    /// - Parameter limit: where the values end that this one is of; it may not be longer.  The
    ///   contents of a compound may say so: see ``AMQPElement/content``.
    mutating func readAMQPElement(limit: Int) throws(ParseError) -> AMQPElement {
        var element = AMQPElement()
        element.offset = offset
        var code = try readAMQPByte(limit: limit)
        if code == 0 {
            element.descriptor = try readAMQPDescriptor(limit: limit)
            code = try readAMQPByte(limit: limit)
            // As a message's value may be.
            while code == 0 {
                element.innerDescriptor = try readAMQPDescriptor(limit: limit)
                code = try readAMQPByte(limit: limit)
            }
        }
        element.constructor = AMQPConstructor(code)
        try readAMQPContent(of: &element, limit: limit)
        return element
    }

    /// Reads what stands behind a constructor, which the elements of an array share.
    mutating func readAMQPContent(
        of element: inout AMQPElement, limit: Int
    ) throws(ParseError) {
        let code = element.constructor.code
        switch element.constructor.width {
        case .fixed(let count):
            try require(count, limit: limit)
            element.content = StreamRange(offset: offset, count: count)
            switch count {
            case 0: element.bits = code == 0x41 ? 1 : 0
            case 1:
                let byte = try readUInt8()
                let isSigned = code == 0x51 || code == 0x54 || code == 0x55
                element.bits =
                    isSigned
                    ? UInt64(bitPattern: Int64(Int8(bitPattern: byte))) : UInt64(byte)
            case 2:
                let value: UInt16 = try readBigEndian()
                element.bits =
                    code == 0x61
                    ? UInt64(bitPattern: Int64(Int16(bitPattern: value))) : UInt64(value)
            case 4:
                let value: UInt32 = try readBigEndian()
                element.bits =
                    code == 0x71
                    ? UInt64(bitPattern: Int64(Int32(bitPattern: value))) : UInt64(value)
            case 8: element.bits = try readBigEndian()
            default: try skip(count)
            }
        case .variable(let width):
            let count = try readAMQPSize(width, limit: limit)
            try require(count, limit: limit)
            element.content = try readRange(count: count)
        case .compound(let width):
            let size = try readAMQPSize(width, limit: limit)
            let start = offset
            element.count = size >= width ? try readAMQPSize(width, limit: limit) : 0
            let rest = max(0, size - (offset - start))
            element.content = StreamRange(offset: offset, count: rest)
        case .none:
            throw .malformed(.unknownConstructor, offset: element.offset)
        }
    }

    private mutating func readAMQPByte(limit: Int) throws(ParseError) -> UInt8 {
        try require(1, limit: limit)
        return try readUInt8()
    }

    private mutating func readAMQPSize(_ width: Int, limit: Int) throws(ParseError) -> Int {
        try require(width, limit: limit)
        return width == 1 ? Int(try readUInt8()) : Int(try readBigEndian(UInt32.self))
    }

    private func require(_ count: Int, limit: Int) throws(ParseError) {
        guard count <= limit - offset else {
            throw .truncated(needed: count, available: max(0, limit - offset), offset: offset)
        }
    }
}

// MARK: - Descriptors

extension ByteCursor {
    /// Reads the descriptor of a value, and stands before its constructor then.
    mutating func readAMQPDescription(limit: Int) throws(ParseError) -> AMQPDescriptor {
        guard try readAMQPByte(limit: limit) == 0 else { return .none }
        return try readAMQPDescriptor(limit: limit)
    }

    private mutating func readAMQPDescriptor(limit: Int) throws(ParseError) -> AMQPDescriptor {
        var element = AMQPElement()
        element.offset = offset
        element.constructor = AMQPConstructor(try readAMQPByte(limit: limit))
        if element.constructor == .described {
            try skipAMQPValues(count: 2, limit: limit)
            return .other
        }
        try readAMQPContent(of: &element, limit: limit)
        if element.constructor.isCompound {
            try require(element.content.count, limit: limit)
            try skip(element.content.count)
            return .other
        }
        switch element.constructor.code {
        case 0x44, 0x53, 0x80: return AMQPDescriptor(code: element.bits)
        default: return element.constructor.isSymbol ? .symbol(element.content) : .other
        }
    }

    /// Steps over values, descriptors and all: one that is described is two.
    private mutating func skipAMQPValues(count: Int, limit: Int) throws(ParseError) {
        var count = count
        while count > 0 {
            var element = AMQPElement()
            element.offset = offset
            element.constructor = AMQPConstructor(try readAMQPByte(limit: limit))
            if element.constructor == .described {
                count += 1
                continue
            }
            try readAMQPContent(of: &element, limit: limit)
            if element.constructor.isCompound {
                try require(element.content.count, limit: limit)
                try skip(element.content.count)
            }
            count -= 1
        }
    }
}

extension Defect {
    static let unknownConstructor = Defect("no type has this code")
}

// MARK: - Arrays

extension ByteCursor {
    /// Reads what all elements of an array begin with.
    mutating func readAMQPTemplate(limit: Int) throws(ParseError) -> AMQPElement {
        var element = AMQPElement()
        element.offset = offset
        var code = try readAMQPByte(limit: limit)
        while code == 0 {
            element.descriptor = try readAMQPDescriptor(limit: limit)
            code = try readAMQPByte(limit: limit)
        }
        element.constructor = AMQPConstructor(code)
        if case .none = element.constructor.width {
            throw .malformed(.unknownConstructor, offset: offset - 1)
        }
        return element
    }
}
