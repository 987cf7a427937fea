/// An element as a value: to be written, or read by ``XMPPStreamReader``.
///
/// Namespaces are attributes like any other, and names have the prefixes that stand before them.
/// An element whose only content is an empty text is written with both of its tags.
public struct XMLElement: Equatable, Sendable {
    public struct Attribute: Equatable, Sendable {
        public var name: String
        public var value: String
    }

    public enum Content: Equatable, Sendable {
        case element(XMLElement)
        case text(String)
    }

    public var name: String
    public var attributes: [Attribute]
    public var contents: [Content]

    /// - Parameter attributes: in the order in which they are written; those without a value are
    ///   left out.
    public init(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        _ children: [XMLElement] = []
    ) {
        self.name = name
        self.attributes = attributes.compactMap { name, value in
            value.map { Attribute(name: name, value: $0) }
        }
        contents = children.map(Content.element)
    }

    public init(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String
    ) {
        self.init(name, attributes)
        contents = [.text(text)]
    }

    public subscript(attribute: String) -> String? {
        get { attributes.first { $0.name == attribute }?.value }
        set {
            guard let index = attributes.firstIndex(where: { $0.name == attribute }) else {
                if let newValue {
                    attributes.append(Attribute(name: attribute, value: newValue))
                }
                return
            }
            if let newValue {
                attributes[index].value = newValue
            } else {
                attributes.remove(at: index)
            }
        }
    }

    /// The name without its prefix.
    public var localName: String {
        name.firstIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    public var namespace: String? { self["xmlns"] }

    /// The text that stands in the element itself.
    public var text: String {
        contents.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    public var children: [XMLElement] {
        contents.compactMap { if case .element(let child) = $0 { child } else { nil } }
    }

    /// The first child of a name, and of a namespace if one is asked for.
    public func child(_ name: String, in namespace: String? = nil) -> XMLElement? {
        children.first { child in
            child.localName == name && (namespace == nil || child.namespace == namespace)
        }
    }
}
