internal import Bytes
internal import Cryptography
internal import Dissection

/// What JA3 and JA3S tell clients and servers apart by: the numbers in their hellos.
struct TLSFingerprint {
    var version: UInt16 = 0
    var suites: [UInt16] = []
    private var extensions: [UInt16] = []
    private var groups: [UInt16] = []
    private var pointFormats: [UInt8] = []

    /// What a hello says is no longer than its record; this is for those of hostile making.
    private static var countMax: Int { 1024 }

    mutating func add(suite: UInt16) { Self.add(suite, to: &suites) }
    mutating func add(extension type: UInt16) { Self.add(type, to: &extensions) }
    mutating func add(group: UInt16) { Self.add(group, to: &groups) }

    mutating func add(pointFormat: UInt8) {
        if pointFormats.count < Self.countMax { pointFormats.append(pointFormat) }
    }

    private static func add(_ number: UInt16, to list: inout [UInt16]) {
        // Numbers that clients make up say nothing of them.
        let isMadeUp = number & 0x0F0F == 0x0A0A && number >> 8 == number & 0xFF
        if !isMadeUp, list.count < countMax { list.append(number) }
    }

    func put(isClients: Bool, into message: inout Message) {
        guard message.depth >= .fields else { return }
        var text = "\(version),"
        text += suites.map { "\($0)" }.joined(separator: "-") + ","
        text += extensions.map { "\($0)" }.joined(separator: "-")
        if isClients {
            text += "," + groups.map { "\($0)" }.joined(separator: "-")
            text += "," + pointFormats.map { "\($0)" }.joined(separator: "-")
        }
        let bytes = Array(text.utf8)
        message.put(isClients ? .ja3Full : .ja3sFull, made: bytes)
        let digits = Array("0123456789abcdef".utf8)
        let digest = Crypto.digest(.md5, of: bytes.rawSpan).flatMap { byte in
            [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        message.put(isClients ? .ja3 : .ja3s, made: digest)
    }
}
