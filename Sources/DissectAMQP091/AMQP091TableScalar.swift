internal import Bytes
internal import Dissection

/// A value of a field table that holds no others.
struct AMQP091TableScalar: ~Escapable {
    enum Value: BitwiseCopyable {
        case none
        case boolean(Bool)
        case integer(Int64)
        case double(Double)
        /// A number with so many digits behind the point.
        case decimal(Int32, scale: UInt8)
        case string(StreamRange)
    }

    let value: Value
    let text: RawSpan

    @_lifetime(immortal)
    init(_ value: Value) {
        self.value = value
        text = RawSpan()
    }

    @_lifetime(copy text)
    init(text: RawSpan, at offset: Int) {
        value = .string(StreamRange(offset: offset, count: text.byteCount))
        self.text = text
    }

    /// Adds the value alone, for filters.
    func add(to message: inout Message) {
        switch value {
        case .none: break
        case .boolean(let flag): message.add(.fieldBoolean, flag)
        case .integer(let number):
            message.add(AMQP091Field.fieldInteger.id, .signed(number))
        case .double(let number): message.add(.fieldDouble, decoded: Array("\(number)".utf8))
        case .decimal(let number, let scale):
            message.add(.fieldDecimal, decoded: Self.digits(number, scale: Int(scale)))
        case .string(let range): message.add(.fieldString, text: range)
        }
    }

    static func digits(_ number: Int32, scale: Int) -> [UInt8] {
        var digits = Array("\(number.magnitude)".utf8)
        if scale > 0 {
            while digits.count <= scale { digits.insert(0x30, at: 0) }
            digits.insert(UInt8(ascii: "."), at: digits.count - scale)
        }
        if number < 0 { digits.insert(UInt8(ascii: "-"), at: 0) }
        return digits
    }
}

extension Message {
    fileprivate mutating func add(_ field: AMQP091Field, decoded text: [UInt8]) {
        let range = StreamRange(offset: decoded.count, count: text.count)
        decoded += text
        add(field.id, .decoded(range))
    }
}
