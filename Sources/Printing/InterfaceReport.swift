public import Bytes

/// What is known of an interface that packets can be captured on: a line of `earshot interfaces`.
public struct InterfaceReport {
    public var number: Int
    public var name: String
    public var description: String?
    public var addresses: [String]
    public var isLoopback: Bool
    public var isUp: Bool

    public init(
        number: Int, name: String, description: String?, addresses: [String], isLoopback: Bool,
        isUp: Bool
    ) {
        self.number = number
        self.name = name
        self.description = description
        self.addresses = addresses
        self.isLoopback = isLoopback
        self.isUp = isUp
    }

    public func append(to text: inout TextBuffer) {
        var facts = description.map { [$0] } ?? []
        if !isUp { facts.append("down") }
        facts += addresses
        text.append(string: "\(number). ")
        text.append(untrusted: name)
        if !facts.isEmpty {
            text.append(" (")
            text.append(untrusted: facts.joined(separator: ", "))
            text.append(")")
        }
        text.append("\n")
    }

    public func appendJSON(to text: inout TextBuffer) {
        var json = JSONText()
        json.object { json in
            json.member("number", number)
            json.member("name", name)
            json.member("description", description)
            json.member("isUp", isUp)
            json.member("isLoopback", isLoopback)
            json.member("addresses", addresses)
        }
        text.append(json.text.bytes)
        text.append("\n")
    }
}
