public import Bytes

/// Writes a picture in SVG that stands alone: no font, script or picture of others is needed, text
/// can be selected, and ground and ink go by whether the reader's screen is light or dark.
///
/// What is drawn later lies on top.  Text may hold what anybody sent: it is escaped, and controls
/// are shown as in a list.
public struct SVGCanvas: ~Copyable {
    /// Where a text stands to its point.
    public enum Anchor: Sendable { case start, middle, end }

    /// What was drawn and not taken away yet.
    public private(set) var text = TextBuffer(capacity: 1 << 14)
    private var openGroupCount = 0

    /// - Parameters:
    ///   - title: what screen readers and tooltips say of the whole picture.
    ///   - style: rules of CSS beside those of ``SVGStyle``.
    public init(width: Double, height: Double, title: String, style: StaticString = "") {
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0")
        text.append(" ")
        text.append(coordinate: width)
        text.append(" ")
        text.append(coordinate: height)
        text.append("\"")
        add("width", width)
        add("height", height)
        text.append(">\n<title>")
        append(shown: title)
        text.append("</title>\n<style>\n")
        text.append(SVGStyle.rules)
        text.append(style)
        text.append("</style>\n")
        rectangle(x: 0, y: 0, width: width, height: height, radius: 6, class: "ground")
    }

    /// Ends the picture.
    public mutating func finish() {
        while openGroupCount > 0 { endGroup() }
        text.append("</svg>\n")
    }

    /// Takes away what is written so far, so that a long picture needs no memory of its length.
    public mutating func write(to output: inout OutputFile) -> Bool { output.write(&text) }
}

// MARK: - Shapes

extension SVGCanvas {
    public mutating func line(
        x1: Double, y1: Double, x2: Double, y2: Double, class name: StaticString
    ) {
        begin("line", name)
        add("x1", x1)
        add("y1", y1)
        add("x2", x2)
        add("y2", y2)
        text.append("/>\n")
    }

    public mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, radius: Double = 0,
        class name: StaticString
    ) {
        begin("rect", name)
        add("x", x)
        add("y", y)
        add("width", max(0, width))
        add("height", max(0, height))
        if radius > 0 { add("rx", radius) }
        text.append("/>\n")
    }

    public mutating func circle(x: Double, y: Double, radius: Double, class name: StaticString) {
        begin("circle", name)
        add("cx", x)
        add("cy", y)
        add("r", max(0, radius))
        text.append("/>\n")
    }

    /// A line through points, or the area that it surrounds.
    public mutating func path(
        _ points: [(x: Double, y: Double)], isClosed: Bool = false, class name: StaticString
    ) {
        guard !points.isEmpty else { return }
        begin("path", name)
        text.append(" d=\"")
        for (index, point) in points.enumerated() {
            text.append(index == 0 ? "M" : "L")
            text.append(coordinate: point.x)
            text.append(" ")
            text.append(coordinate: point.y)
        }
        text.append(isClosed ? "Z\"/>\n" : "\"/>\n")
    }
}

// MARK: - Text and groups

extension SVGCanvas {
    /// - Parameter tail: what follows in small and faint letters.
    public mutating func text(
        _ string: String, tail: String = "", x: Double, y: Double, anchor: Anchor = .start,
        class name: StaticString
    ) {
        begin("text", name)
        add("x", x)
        add("y", y)
        switch anchor {
        case .start: break
        case .middle: text.append(" text-anchor=\"middle\"")
        case .end: text.append(" text-anchor=\"end\"")
        }
        text.append(">")
        append(shown: string)
        if !tail.isEmpty {
            text.append(" <tspan class=\"faint\" dx=\"4\">")
            append(shown: tail)
            text.append("</tspan>")
        }
        text.append("</text>\n")
    }

    /// Begins a group, of which a reader who points at it is told `title`.
    public mutating func beginGroup(class name: StaticString, title: RawSpan? = nil) {
        begin("g", name)
        text.append(">")
        if let title {
            text.append("<title>")
            append(shown: title)
            text.append("</title>")
        }
        text.append("\n")
        openGroupCount += 1
    }

    public mutating func endGroup() {
        precondition(openGroupCount > 0, "no group is open")
        openGroupCount -= 1
        text.append("</g>\n")
    }
}

// MARK: - Parts

extension SVGCanvas {
    private mutating func begin(_ element: StaticString, _ name: StaticString) {
        text.append("<")
        text.append(element)
        text.append(" class=\"")
        text.append(name)
        text.append("\"")
    }

    private mutating func add(_ name: StaticString, _ value: Double) {
        text.append(" ")
        text.append(name)
        text.append("=\"")
        text.append(coordinate: value)
        text.append("\"")
    }

    private mutating func append(shown string: String) {
        let bytes = Array(string.utf8)
        append(shown: bytes.rawSpan)
    }

    private mutating func append(shown bytes: RawSpan) {
        var escaped: [UInt8] = []
        escaped.append(escaping: bytes)
        text.append(xml: escaped.rawSpan)
    }
}

extension TextBuffer {
    /// Appends a number with at most two decimals, which is as fine as a picture gets; one that no
    /// picture has room for is cut to what has.
    mutating func append(coordinate value: Double) {
        let limit = 1e9
        let bounded = value.isFinite ? min(max(value, -limit), limit) : 0
        let hundredths = (bounded * 100).rounded()
        if hundredths < 0 { append("-") }
        let (whole, rest) = UInt64(hundredths.magnitude).quotientAndRemainder(dividingBy: 100)
        append(decimal: whole)
        if rest == 0 { return }
        append(".")
        append(decimal: rest / 10)
        if rest % 10 > 0 { append(decimal: rest % 10) }
    }
}
