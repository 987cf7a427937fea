enum Version {
    static let text = "earshot 0.1.0"
}
