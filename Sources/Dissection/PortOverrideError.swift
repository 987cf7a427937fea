/// Why a `-d` was not understood, in one line for its writer.
public enum PortOverrideError: Error, Equatable, CustomStringConvertible {
    case noTemplate(String)
    case unknownLayer(String)
    case badSelector(String)
    case badRange(String)
    case noProtocol(String)
    case unknownProtocol(String, PortOverride.Transport, nearest: String?)

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
        case .unknownProtocol(let name, let transport, let nearest):
            "unknown protocol \"\(name)\" for \(transport.rawValue)"
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        }
    }
}

/// The known name that a wrong one was probably meant to be.
enum NearestName {
    /// - Returns: `nil` when no name is close: more than half of it would have to change.
    static func of(_ name: String, in names: [String]) -> String? {
        let scored = names.map { (editCount(name.lowercased(), $0), $0) }
        guard let best = scored.min(by: { $0 < $1 }) else { return nil }
        return best.0 <= max(1, max(name.count, best.1.count) / 2) ? best.1 : nil
    }

    /// How many letters must be put in, taken out or changed (Levenshtein).
    private static func editCount(_ from: String, _ to: String) -> Int {
        let to = Array(to)
        var row = Array(0...to.count)
        for (line, letter) in from.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for index in to.indices {
                let change = diagonal + (letter == to[index] ? 0 : 1)
                diagonal = row[index + 1]
                row[index + 1] = min(change, row[index] + 1, diagonal + 1)
            }
        }
        return row[to.count]
    }
}
