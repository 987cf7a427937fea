extension ReadOptions {
    /// What a picture is of: the names of the files without their folders.
    var title: String {
        let names = files.map { $0 == "-" ? "standard input" : $0.split(separator: "/").last ?? "" }
        return names.joined(separator: ", ")
    }
}
