/// Why a `-d` was not understood, in one line for its writer.
public enum PortOverrideError: Error, Equatable, CustomStringConvertible {
    case noTemplate(String)
    case unknownLayer(String)
    case badSelector(String)
    case badRange(String)
    case noProtocol(String)
    case unknownProtocol(String, PortOverride.Transport, known: [String])

    public var description: String {
        switch self {
        case .noTemplate(let text):
            "\"\(text)\" is not like tcp.port==8053,dns"
        case .unknownLayer(let layer):
            "unknown layer type \"\(layer)\": "
                + PortOverride.Transport.allCases.map(\.rawValue).joined(separator: " and ")
                + " are known"
        case .badSelector(let selector):
            "\"\(selector)\" is not a port from 0 to 65535"
        case .badRange(let selector):
            "\"\(selector)\" is not a range of ports like 8000-8010"
        case .noProtocol(let text):
            "\"\(text)\" names no protocol"
        case .unknownProtocol(let name, let transport, let known):
            "unknown protocol \"\(name)\" for \(transport.rawValue); known are: "
                + known.joined(separator: " ")
        }
    }
}
