internal import Bytes
internal import CExpat

/// Reads one element after the other with expat.
///
/// Nothing can be expanded: a document type is refused, and entities are declared nowhere else.
/// An object, because expat keeps its address and somebody has to free the parser.
@safe
final class XMLReader {
    private let parser: XML_Parser?
    private(set) var tree = XMPPTree()

    init() { unsafe parser = XML_ParserCreate("UTF-8") }

    deinit { unsafe XML_ParserFree(parser) }

    /// Reads an element, or the start tag of one that goes on.
    ///
    /// - Parameter isWhole: whether the element's end is there.
    func read(_ bytes: RawSpan, isWhole: Bool) {
        tree.removeAll()
        guard let parser = unsafe parser else { return }
        _ = unsafe XML_ParserReset(parser, "UTF-8")
        unsafe setHandlers(parser)
        let status = unsafe bytes.withUnsafeBytes { buffer in
            unsafe XML_Parse(
                parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(clamping: buffer.count), isWhole ? 1 : 0)
        }
        if status == XML_STATUS_ERROR, !tree.isOverLimit {
            tree.faultOffset = Int(unsafe XML_GetCurrentByteIndex(parser))
        }
        tree.finish()
    }

    /// Takes the tree; what the next element needs is made anew.
    func take() -> XMPPTree {
        var taken = XMPPTree()
        swap(&taken, &tree)
        return taken
    }

    /// Gives its memory back.
    func giveBack(_ used: consuming XMPPTree) { tree = used }

    private func setHandlers(_ parser: XML_Parser) {
        // The reader outlives each parse: it is who calls.
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetElementHandler(
            parser,
            { context, name, attributes in
                guard let context = unsafe context else { return }
                let reader = unsafe Unmanaged<XMLReader>.fromOpaque(context)
                    .takeUnretainedValue()
                unsafe reader.begin(name, attributes)
            },
            { context, _ in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<XMLReader>.fromOpaque(context).takeUnretainedValue()
                    .tree.endElement()
            })
        unsafe XML_SetCharacterDataHandler(parser) { context, text, count in
            guard let context = unsafe context else { return }
            let reader = unsafe Unmanaged<XMLReader>.fromOpaque(context).takeUnretainedValue()
            unsafe reader.addData(text, Int(count))
        }
        unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            guard let context = unsafe context else { return }
            unsafe Unmanaged<XMLReader>.fromOpaque(context).takeUnretainedValue().stop()
        }
    }

    private func begin(
        _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        guard unsafe tree.begin(Self.bytes(of: name)) else { return stop() }
        guard var next = unsafe attributes else { return }
        // Names and values in turn, and nothing behind the last.
        while let name = unsafe next[0], let value = unsafe next[1] {
            guard unsafe tree.addAttribute(Self.bytes(of: name), Self.bytes(of: value)) else {
                return stop()
            }
            unsafe next += 2
        }
    }

    private func addData(_ text: UnsafePointer<CChar>?, _ count: Int) {
        let isAdded = unsafe text.map { text in
            unsafe text.withMemoryRebound(to: UInt8.self, capacity: count) {
                unsafe tree.addData(UnsafeBufferPointer(start: $0, count: count))
            }
        }
        if isAdded == false { stop() }
    }

    private func stop() { _ = unsafe XML_StopParser(parser, 0) }

    private static func bytes(of text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let text = unsafe text else {
            return unsafe UnsafeBufferPointer(start: nil, count: 0)
        }
        var count = 0
        while unsafe text[count] != 0 { count += 1 }
        return unsafe UnsafeBufferPointer(
            start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: count)
    }
}
