/// About how wide text is in a picture whose font is the reader's.
public enum TextMeasure {
    /// How wide a character of a label is, of small text, and of names.
    static var labelColumn: Double { 6.5 }
    public static var smallColumn: Double { 6.2 }
    static var strongColumn: Double { 7.6 }

    public static func width(ofSmall text: String) -> Double {
        Double(DisplayWidth.columns(text)) * smallColumn
    }

    public static func cut(_ text: String, to width: Double, _ column: Double) -> String {
        DisplayWidth.cut(text, to: max(1, Int(width / column)), ellipsis: "…")
    }

    /// Words in lines that fit; a word that is too long for one is cut.
    public static func lines(_ text: String, width: Double, _ column: Double) -> [String] {
        var lines: [String] = []
        let most = max(1, Int(width / column))
        for word in text.split(separator: " ") {
            let longer = lines.last.map { "\($0) \(word)" }
            if let longer, DisplayWidth.columns(longer) <= most {
                lines[lines.count - 1] = longer
            } else {
                lines.append(DisplayWidth.cut(String(word), to: most, ellipsis: "…"))
            }
        }
        return lines
    }
}
