import Foundation
import FoundationXML

/// What is in a picture of SVG, as far as tests ask: where its texts are, and about how big.
///
/// The size of a text is a guess that suits DejaVu Sans, which is wider than most.
public struct SVGPicture {
    public struct Text {
        public var words: String
        public var left: Double
        public var right: Double
        public var baseline: Double
        public var size: Double

        func overlaps(_ other: Text) -> Bool {
            left < other.right && other.left < right
                && baseline - size * 0.8 < other.baseline + other.size * 0.2
                && other.baseline - other.size * 0.8 < baseline + size * 0.2
        }
    }

    public private(set) var width = 0.0
    public private(set) var height = 0.0
    public private(set) var texts: [Text] = []
    public private(set) var elements: [(name: String, attributes: [String: String])] = []

    /// Nil if it is not well-formed XML, or no picture of SVG.
    public init?(_ bytes: [UInt8]) {
        let reader = Reader()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        guard parser.parse(), reader.elements.first?.name == "svg" else { return nil }
        elements = reader.elements
        texts = reader.texts
        let box = (elements[0].attributes["viewBox"] ?? "").split(separator: " ")
        guard box.count == 4 else { return nil }
        (width, height) = (Double(box[2]) ?? 0, Double(box[3]) ?? 0)
    }

    /// The texts that reach out of the picture.
    public var textsOutside: [String] {
        texts.filter {
            $0.left < 0 || $0.right > width || $0.baseline - $0.size * 0.8 < 0
                || $0.baseline + $0.size * 0.2 > height
        }.map(\.words)
    }

    /// The texts that lie on one another.
    public var textsOverlapping: [(String, String)] {
        texts.indices.flatMap { index in
            texts[(index + 1)...].filter { texts[index].overlaps($0) }
                .map { (texts[index].words, $0.words) }
        }
    }

    /// The places of a path's corners.
    public static func corners(_ path: String) -> [(x: Double, y: Double)] {
        path.split { "MLZ".contains($0) }.compactMap { corner in
            let parts = corner.split(separator: " ").compactMap { Double($0) }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String])] = []
        var texts: [Text] = []
        private var words: String?
        private var place: [String: String] = [:]

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            elements.append((name, attributes))
            if name == "text" { (words, place) = ("", attributes) }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { words? += string }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
            qualifiedName: String?
        ) {
            guard name == "text", let words else { return }
            texts.append(Self.text(words, place))
            self.words = nil
        }

        private static func text(_ words: String, _ attributes: [String: String]) -> Text {
            let (size, column) =
                switch attributes["class"] {
                case "title": (16.0, 9.6)
                case "strong": (13.0, 8.2)
                case "small", "faint", "note", "clock", "later": (11.0, 6.2)
                default: (12.0, 6.8)
                }
            let width = Double(words.unicodeScalars.count) * column
            let x = Double(attributes["x"] ?? "") ?? .nan
            let left =
                switch attributes["text-anchor"] {
                case "middle": x - width / 2
                case "end": x - width
                default: x
                }
            return Text(
                words: words, left: left, right: left + width,
                baseline: Double(attributes["y"] ?? "") ?? .nan, size: size)
        }
    }
}
