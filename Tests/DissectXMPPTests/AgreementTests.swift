import Bytes
import TestKit
import Testing

@testable import DissectXMPP

/// The scanner that the list goes by, held against expat.
@Suite struct XMPPAgreementTests {
    /// What both say of an element: where its tags end it, its attributes, its children.
    private struct Account: Equatable {
        var name = ""
        var attributes: [String] = []
        var children: [String] = []
    }

    private func scanned(_ bytes: [UInt8]) -> (account: Account, end: Int?, isBroken: Bool) {
        var scan = XMPPScan()
        let span = bytes.rawSpan
        guard let end = try? scan.scan(span), scan.headEnd > 0 else {
            return (Account(), nil, true)
        }
        var account = Account(name: text(bytes, scan.name))
        var attributes = XMPPAttributes(span, from: scan.name.upperBound, to: scan.headEnd)
        while let (name, value) = attributes.next() {
            account.attributes.append("\(text(bytes, name))=\(decoded(bytes, value))")
        }
        guard scan.headEnd < end else { return (account, end, scan.isBroken) }
        var children = XMPPChildren(span, from: scan.headEnd)
        while let child = children.next() { account.children.append(text(bytes, child.name)) }
        return (account, end, scan.isBroken)
    }

    private func parsed(_ bytes: [UInt8]) -> Account? {
        let reader = XMLReader()
        reader.read(bytes.rawSpan, isWhole: true)
        let tree = reader.take()
        guard tree.faultOffset == nil, !tree.isOverLimit, let root = tree.elements.first else {
            return nil
        }
        var account = Account(name: text(tree.text, root.name))
        for attribute in tree.attributes[root.attributes] {
            account.attributes.append(
                "\(text(tree.text, attribute.name))=\(text(tree.text, attribute.value))")
        }
        account.children = tree.elements.filter { $0.depth == 1 }.map { text(tree.text, $0.name) }
        return account
    }

    private func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// As a value is normalized: white space becomes blanks (XML, section 3.3.3).
    private func decoded(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var result: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let isSpace = bytes[index].isXMLSpace
            let isPair =
                bytes[index] == 0x0D && index + 1 < range.upperBound
                && bytes[index + 1] == 0x0A
            if isSpace {
                result.append(0x20)
                index += isPair ? 2 : 1
            } else {
                index = CharacterReference.decode(
                    bytes.rawSpan, at: index, into: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let pieces = [
        "<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "<message>", "</message>", "<iq y=\">\"/>",
        "text", "&lt;", "&#x41;", "é", "<!-- <a> -->", "<![CDATA[</message>]]>", "<?p <b> ?>",
        " ", "\n", ">", "'", "<d z='&amp;' w = \"'\"  />", "]]", "--", "<e\n>", "</e >",
    ]

    /// Whatever expat takes for an element, the scanner takes for the same.
    @Test(arguments: 1...40)
    func agreesWithExpat(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var agreements = 0
        for _ in 0..<2000 {
            var text = "<message to='x&apos;y' id=\"&#66;\">"
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                text += Self.pieces.randomElement(using: &generator) ?? ""
            }
            text += "</message>"
            var bytes = Array(text.utf8)
            if Bool.random(using: &generator) {
                let place = Int.random(in: 9..<bytes.count, using: &generator)
                bytes[place] = Array("<>/='\" a?!-[]&".utf8).randomElement(using: &generator) ?? 0
            }
            guard let wanted = parsed(bytes) else { continue }
            let found = scanned(bytes)
            #expect(found.end == bytes.count, "\(String(decoding: bytes, as: UTF8.self))")
            #expect(!found.isBroken, "\(String(decoding: bytes, as: UTF8.self))")
            #expect(found.account == wanted, "\(String(decoding: bytes, as: UTF8.self))")
            agreements += 1
        }
        #expect(agreements > 200)
    }
}
