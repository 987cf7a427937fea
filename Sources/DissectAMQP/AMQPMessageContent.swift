public import Bytes
internal import Dissection

/// A message, as transfers carry it: its sections one behind the other (part 3, section 3.2).
public struct AMQPMessageContent: Equatable, Sendable {
    /// How it is to be handled, which those change that hand it on.
    public var header: AMQPRecord?
    /// What its sender says of it.
    public var properties: AMQPRecord?
    /// The sections but for these two, in their order.
    public var rest: [AMQPValue]

    public init(
        _ body: AMQPValue, properties: KeyValuePairs<AMQPField, AMQPValue> = [:]
    ) {
        self.properties = properties.isEmpty ? nil : AMQPRecord(.properties, properties)
        rest = [.described(AMQPComposite.value.descriptor, body)]
    }

    /// A message whose body is bytes.
    public init(
        data: [UInt8], properties: KeyValuePairs<AMQPField, AMQPValue> = [:]
    ) {
        self.init(.null, properties: properties)
        rest = [.described(AMQPComposite.data.descriptor, .binary(data))]
    }

    public init(reading bytes: RawSpan) throws(ParseError) {
        let source = AMQPSource(bytes, at: 0, frame: StreamRange(offset: 0, count: 0))
        var input = source.cursor
        rest = []
        while !input.isAtEnd {
            let section = try AMQPValueReader.read(&input, source)
            switch section.type {
            case .header: header = section.record
            case .properties: properties = section.record
            default: rest.append(section)
            }
        }
    }

    /// The annotations of the message come between its header and its properties.
    public var bytes: [UInt8] {
        let annotations = rest.filter(\.isAnnotations)
        let others = rest.filter { !$0.isAnnotations }
        var encoder = AMQPEncoder()
        for section in [header?.value] + annotations + [properties?.value] + others {
            if let section { encoder.append(section) }
        }
        return encoder.bytes
    }

    /// The body, if it is a single value or bytes.
    public var body: AMQPValue? {
        for case .described(_, let body) in rest.filter(\.isBody) { return body }
        return nil
    }
}

extension AMQPValue {
    fileprivate var isAnnotations: Bool {
        type == .deliveryAnnotations || type == .messageAnnotations
    }

    fileprivate var isBody: Bool { type == .value || type == .data || type == .sequence }
}
