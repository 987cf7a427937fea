/// An element of a message as expat read it; names and values lie in ``XMPPTree/text``.
struct XMPPElement {
    var name: Range<Int>
    /// The name without its prefix.
    var local: Range<Int>
    var depth: Int
    var attributes: Range<Int>
    /// The text that stands in the element itself, in one piece; that behind another element takes
    /// the place of that before.
    var data: Range<Int>?
    /// Behind the last element inside of this one.
    var end: Int
    /// Whether a rule has taken it.
    var isTaken = false
}

struct XMPPTreeAttribute {
    var name: Range<Int>
    var value: Range<Int>
    var isTaken = false
}

/// The elements of a message in the order of their start tags: all that are inside of one stand
/// behind it, up to its end.
struct XMPPTree {
    /// Elements, and attributes, of a message: of more the first ones are shown.
    static var elementCountMax: Int { 16_384 }
    static var attributeCountMax: Int { 16_384 }
    /// Elements one in the other.
    static var depthMax: Int { 256 }
    /// Names and values of a message.
    static var textByteCountMax: Int { 4 << 20 }

    var elements: [XMPPElement] = []
    var attributes: [XMPPTreeAttribute] = []
    var text: [UInt8] = []
    var isOverLimit = false
    /// Where expat found the bytes not to be XML, in them.
    var faultOffset: Int?
    private var open: [Int] = []

    mutating func removeAll() {
        elements.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        isOverLimit = false
        faultOffset = nil
    }

    /// Returns false when the tree is as large as it may be.
    mutating func begin(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard elements.count < Self.elementCountMax, open.count < Self.depthMax,
            let range = unsafe add(name)
        else {
            isOverLimit = true
            return false
        }
        var local = range
        for index in range where text[index] == 0x3A { local = (index + 1)..<range.upperBound }
        elements.append(
            XMPPElement(
                name: range, local: local, depth: open.count,
                attributes: attributes.count..<attributes.count, data: nil,
                end: elements.count + 1))
        open.append(elements.count - 1)
        return true
    }

    mutating func addAttribute(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard attributes.count < Self.attributeCountMax, let name = unsafe add(name),
            let value = unsafe add(value), let last = elements.indices.last
        else {
            isOverLimit = true
            return false
        }
        attributes.append(XMPPTreeAttribute(name: name, value: value))
        elements[last].attributes = elements[last].attributes.lowerBound..<attributes.count
        return true
    }

    mutating func addData(_ data: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let element = open.last else { return true }
        if let known = elements[element].data, known.upperBound == text.count {
            guard let range = unsafe add(data) else {
                isOverLimit = true
                return false
            }
            elements[element].data = known.lowerBound..<range.upperBound
            return true
        }
        let isBlank = unsafe data.allSatisfy(\.isXMLSpace)
        if isBlank, elements[element].data != nil { return true }
        guard let range = unsafe add(data) else {
            isOverLimit = true
            return false
        }
        elements[element].data = range
        return true
    }

    mutating func endElement() {
        guard let element = open.popLast() else { return }
        elements[element].end = elements.count
    }

    /// Closes what the bytes left open.
    mutating func finish() {
        while !open.isEmpty { endElement() }
    }

    private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard text.count + bytes.count <= Self.textByteCountMax else { return nil }
        let start = text.count
        unsafe text.append(contentsOf: bytes)
        return start..<text.count
    }
}
