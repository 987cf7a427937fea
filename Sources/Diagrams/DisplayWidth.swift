/// How many columns of a terminal characters take.
public enum DisplayWidth {
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F: return 1
        case 0..<0xA0: return 0
        case 0xA0..<0x300: return 1
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator,
            .paragraphSeparator:
            return 0
        default: return isWide(scalar.value) ? 2 : 1
        }
    }

    /// The blocks whose characters are as wide as two Latin letters.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    public static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns($1) }
    }

    /// As much of a text as fits, an ellipsis at the end of one that is too long.
    public static func cut(_ text: String, to width: Int, ellipsis: Unicode.Scalar) -> String {
        if columns(text) <= width { return text }
        guard width > 0 else { return "" }
        var cut = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            let next = columns(scalar)
            if used + next > width - 1 { break }
            cut.append(scalar)
            used += next
        }
        cut.append(ellipsis)
        return String(cut)
    }
}
