enum Version {
    static let text = "earshot 0.1.0 (in the manner of TShark 4.0.17)"
}
