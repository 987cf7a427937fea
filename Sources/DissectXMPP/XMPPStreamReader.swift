internal import Bytes

/// Reads what one end of a stream writes, for a program that is the other end: elements as values,
/// whatever pieces the bytes come in.
///
/// It is strict where ``XMPPDissector`` is lax: whoever breaks a rule of XML is not listened to any
/// longer (RFC 6120, section 4.9.3).
public struct XMPPStreamReader {
    public enum Event: Equatable, Sendable {
        /// The tag that begins the stream.
        case opened(XMLElement)
        /// An element below it.
        case element(XMLElement)
        /// The stream's end tag.
        case closed
    }

    /// What an end may not write, by the names that XMPP has for it.
    public enum Violation: String, Error, Sendable {
        case notWellFormed = "not-well-formed"
        /// Comments, document types and instructions between elements.
        case restricted = "restricted-xml"
        /// An element that does not end in time, or has too much in it.
        case tooLong = "policy-violation"
    }

    /// An element of so many bytes is waited for, and no longer one.
    public static var elementByteCountMax: Int { 256 << 10 }
    /// The same for those who have not said who they are; more than RFC 6120 asks for (section
    /// 13.12).
    public static var strangersByteCountMax: Int { 16 << 10 }

    /// What is waited for now.
    public var byteCountMax = Self.elementByteCountMax

    private let reader = XMLReader()
    private var scan = XMPPScan()
    /// What has come, and how much of it was read.
    private var bytes: [UInt8] = []
    private var start = 0

    public init() {}

    public mutating func receive(_ piece: [UInt8]) { bytes += piece }

    /// What comes next; `nil`: more bytes are needed.
    public mutating func next() throws(Violation) -> Event? {
        while true {
            skipSpace()
            guard let end = try scannedEnd() else {
                dropRead()
                return nil
            }
            let (kind, isBroken) = (scan.kind, scan.isBroken)
            let element = Array(bytes[start..<(start + end)])
            start += end
            scan = XMPPScan()
            switch kind {
            case .xmlDeclaration: continue
            case .comment, .instruction, .declaration: throw .restricted
            case .streamEnd: return .closed
            case _ where isBroken: throw .notWellFormed
            case .streamOpen: return .opened(try parse(element, isWhole: false))
            default: return .element(try parse(element, isWhole: true))
            }
        }
    }

    /// Of an element that has begun nothing is skipped: it begins with a bracket.
    private mutating func skipSpace() {
        while start < bytes.count, bytes[start].isXMLSpace { start += 1 }
    }

    /// Where the element ends that begins at the first byte not read yet.
    private mutating func scannedEnd() throws(Violation) -> Int? {
        guard start < bytes.count else { return nil }
        guard bytes[start] == UInt8(ascii: "<") else { throw .notWellFormed }
        var scan = scan
        let end: Int?
        do throws(ParseError) {
            end = try scan.scan(bytes.rawSpan.extracting(droppingFirst: start))
        } catch {
            throw .notWellFormed
        }
        self.scan = scan
        guard end ?? (bytes.count - start) <= byteCountMax else { throw .tooLong }
        return end
    }

    private mutating func dropRead() {
        bytes.removeFirst(start)
        start = 0
    }

    private func parse(_ element: [UInt8], isWhole: Bool) throws(Violation) -> XMLElement {
        reader.read(element.rawSpan, isWhole: isWhole)
        let tree = reader.take()
        defer { reader.giveBack(tree) }
        guard tree.faultOffset == nil, !tree.isOverLimit, let element = tree.value else {
            throw tree.isOverLimit ? .tooLong : .notWellFormed
        }
        return element
    }
}

extension XMPPTree {
    /// The elements put into one another.
    fileprivate var value: XMLElement? {
        // Each open element waits for its end, the outermost first.
        var open: [XMLElement] = []
        for element in elements {
            close(&open, to: element.depth)
            open.append(value(of: element))
        }
        close(&open, to: 1)
        return open.first
    }

    /// Puts elements that end into those around them, until so many are open.
    private func close(_ open: inout [XMLElement], to depth: Int) {
        while open.count > max(depth, 1) {
            let ended = open.removeLast()
            open[open.count - 1].contents.append(.element(ended))
        }
    }

    private func value(of element: XMPPElement) -> XMLElement {
        var value = XMLElement(string(element.name))
        value.attributes = attributes[element.attributes].map {
            XMLElement.Attribute(name: string($0.name), value: string($0.value))
        }
        if let data = element.data { value.contents = [.text(string(data))] }
        return value
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: text[range], as: UTF8.self)
    }
}
