internal import Captures
internal import Glibc
internal import LiveCapture

extension UsageError {
    /// Says what is wrong with a capture, and what to do.
    init(_ error: LiveError) {
        switch error {
        case .noSuchInterface(let name, let known):
            self.init(
                "there is no interface '\(name)'", unknown: name, among: known,
                otherwise: "there are \(known.joined(separator: ", "))")
        case .notPermitted(let name):
            self.init(
                "\(name): capturing needs the capability CAP_NET_RAW; give it to the program once: "
                    + "sudo setcap cap_net_raw,cap_net_admin+eip \(Self.programPath)")
        case .interfaceIsDown(let name): self.init("\(name): the interface is down")
        case .interface(let name, let message): self.init("\(name): \(message)")
        case .filter(let text, let error): self.init("-f '\(text)': \(error)")
        case .file(let path, let error): self.init("-w \(path): \(error)")
        case .noSuchUser(let name): self.init("-Z: there is no user '\(name)'")
        case .privileges(let message): self.init(message)
        case .system(let message): self.init(message)
        }
    }

    /// As a shell takes it.
    private static var programPath: String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &path, path.count)
        guard count > 0 else { return "earshot" }
        let text = String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
        return isPlain
            ? text
            : "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}
