/// How an element that tshark knows becomes fields: the attributes that it looks for, in its order,
/// then the children; what is left comes behind them as unknown.
struct XMPPRule: Sendable {
    struct Attribute: Sendable {
        let name: StaticString
        /// `nil`: without a field of its own.
        let field: XMPPField?
        /// Whether a child of that name stands for the attribute.
        let isChild: Bool

        init(_ name: StaticString, _ field: XMPPField? = nil, isChild: Bool = false) {
            self.name = name
            self.field = field
            self.isChild = isChild
        }

        static let namespace = Attribute("xmlns", .xmlns)

        static func child(_ name: StaticString, _ field: XMPPField? = nil) -> Attribute {
            Attribute(name, field, isChild: true)
        }
    }

    enum Content: Sendable {
        case element(XMPPShape)
        /// The element's text is the field's value.
        case text(XMPPField)
        /// One of its attributes is.
        case attribute(StaticString, XMPPField)
        /// Its name is.
        case name(XMPPField)
    }

    struct Child: Sendable {
        let name: StaticString
        let namespace: StaticString?
        let content: Content
        /// Whether all of that name are taken, not the first alone.
        let isMany: Bool

        init(
            _ name: StaticString, _ content: Content, in namespace: StaticString? = nil,
            isMany: Bool = false
        ) {
            self.name = name
            self.namespace = namespace
            self.content = content
            self.isMany = isMany
        }

        static func one(
            _ name: StaticString, _ shape: XMPPShape, in namespace: StaticString? = nil
        ) -> Child {
            Child(name, .element(shape), in: namespace)
        }

        static func many(
            _ name: StaticString, _ shape: XMPPShape, in namespace: StaticString? = nil
        ) -> Child {
            Child(name, .element(shape), in: namespace, isMany: true)
        }
    }

    /// What stands for the element; `nil`: its parts stand alone.
    let field: XMPPField?
    let attributes: [Attribute]
    let children: [Child]
    /// The element's own text, if that is shown.
    let textField: XMPPField?
    /// Whether what is not known in it stays unsaid.
    let isOpaque: Bool

    init(
        _ field: XMPPField?, _ attributes: [Attribute] = [], _ children: [Child] = [],
        text: XMPPField? = nil, isOpaque: Bool = false
    ) {
        self.field = field
        self.attributes = attributes
        self.children = children
        textField = text
        self.isOpaque = isOpaque
    }
}
