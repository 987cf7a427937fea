internal import Dissection

/// A place in the list that a composite type is: what stands there, and which field shows it.
struct AMQPArgument: BitwiseCopyable {
    enum Kind: Equatable, BitwiseCopyable {
        case boolean
        /// A number of so many bits.
        case unsigned(Int)
        case string
        case symbol
        case binary
        case time
        case map
        /// A symbol, or an array of them.  The field of a single one comes next in the vocabulary.
        case symbols
        /// Text, of which the next field of the vocabulary tells, or something described.
        case address
        /// A number, text, bytes or a UUID, with a field each behind the first.
        case identifier
        /// What its descriptor says.
        case any
    }

    let field: AMQPField
    let kind: Kind
    let isMandatory: Bool
    /// Whether the field is there or not, and has no value.
    let isLabel: Bool

    init(_ field: AMQPField, _ kind: Kind, isMandatory: Bool = false) {
        self.field = field
        self.kind = kind
        self.isMandatory = isMandatory
        isLabel = field.definition.kind == .label
    }

    /// One of the fields that come behind the first in the vocabulary.
    func field(_ distance: UInt16) -> AMQPField {
        AMQPField(rawValue: field.rawValue + distance) ?? field
    }

    /// Whether a value may be what stands here.
    func permits(_ element: AMQPElement) -> Bool {
        let constructor = element.constructor
        switch kind {
        case .boolean: return constructor.isBoolean
        case .unsigned(let bits):
            return constructor.isUnsigned && constructor.unsignedBitCount == bits
        case .string: return constructor.isText && !constructor.isSymbol
        case .symbol: return constructor.isSymbol
        case .binary: return constructor.isBinary
        case .time: return constructor.code == 0x83
        case .map: return constructor.isMap
        case .symbols: return constructor.isSymbol || constructor.isArray
        case .identifier:
            return constructor.isText || constructor.isBinary || constructor.isUnsigned
                || constructor.code == 0x98
        case .address, .any: return true
        }
    }

    /// Whether the field can show a value, be it of a neighbouring type.
    func canShow(_ element: AMQPElement) -> Bool {
        switch kind {
        case .unsigned: element.constructor.isUnsigned
        case .string, .symbol: element.constructor.isText
        default: permits(element)
        }
    }

    /// Whether a value of the type has a field behind the argument's own.
    func hasOtherField(for constructor: AMQPConstructor) -> Bool {
        switch kind {
        case .symbols, .address: constructor.isText
        case .identifier: true
        default: false
        }
    }
}

extension AMQPComposite {
    /// The arguments of a type that is a list, in their order.
    var arguments: [AMQPArgument] { AMQPArguments.lists[Int(rawValue)] }

    /// The field that says that one is there, of those that are part of something.
    var label: AMQPField? {
        switch self {
        case .error: .error
        case .received: .received
        case .accepted: .accepted
        case .rejected: .rejected
        case .released: .released
        case .modified: .modified
        case .source: .source
        case .target: .target
        case .deleteOnClose: .deleteOnClose
        case .deleteOnNoLinks: .deleteOnNoLinks
        case .deleteOnNoMessages: .deleteOnNoMessages
        case .deleteOnNoLinksOrMessages: .deleteOnNoLinksOrMessages
        case .coordinator: .txCoordinator
        case .declare: .txDeclare
        case .discharge: .txDischarge
        case .declared: .txDeclared
        case .transactionalState: .txTransactionalState
        case .header: .header
        case .deliveryAnnotations: .deliveryAnnotations
        case .messageAnnotations: .messageAnnotations
        case .properties: .properties
        case .applicationProperties: .applicationProperties
        case .data: .data
        case .sequence: .sequence
        case .value: .value
        case .footer: .footer
        default: nil
        }
    }
}
