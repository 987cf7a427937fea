internal import Bytes

/// Secrets of sessions in the format of NSS, which `SSLKEYLOGFILE` makes programs write.
///
/// A line that is wrong is counted and passed over.
public struct TLSKeyLog: Equatable, Sendable {
    /// What all secrets together may take; those that come later are not kept.
    public static var byteCountMax: Int { 64 << 20 }
    /// A longer line is wrong.
    static var lineByteCountMax: Int { 4096 }

    /// Which secret of a session; the rest of those that are logged open nothing.
    enum Label: UInt8, Sendable {
        case master, clientEarly, clientHandshake, serverHandshake, clientTraffic, serverTraffic

        init?(_ word: RawSpan) {
            if word.isEqual("CLIENT_RANDOM") {
                self = .master
            } else if word.isEqual("CLIENT_EARLY_TRAFFIC_SECRET") {
                self = .clientEarly
            } else if word.isEqual("CLIENT_HANDSHAKE_TRAFFIC_SECRET") {
                self = .clientHandshake
            } else if word.isEqual("SERVER_HANDSHAKE_TRAFFIC_SECRET") {
                self = .serverHandshake
            } else if word.isEqual("CLIENT_TRAFFIC_SECRET_0") {
                self = .clientTraffic
            } else if word.isEqual("SERVER_TRAFFIC_SECRET_0") {
                self = .serverTraffic
            } else {
                return nil
            }
        }
    }

    private struct Name: Hashable, Sendable {
        var random: TLSRandom
        var label: Label
    }

    private var secrets: [Name: [UInt8]] = [:]
    private var byteCount = 0
    private var line: [UInt8] = []
    private var isLineTooLong = false
    private var lineCount = 0
    public private(set) var wrongLineCount = 0
    /// The number of the first wrong line, from 1 on.
    public private(set) var firstWrongLine: Int?
    /// Whether there was more than is kept.
    public private(set) var isIncomplete = false

    private let byteCountMax: Int

    public init() { self.init(byteCountMax: Self.byteCountMax) }

    init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

    public var isEmpty: Bool { secrets.isEmpty }

    func secret(_ label: Label, of random: TLSRandom) -> [UInt8]? {
        secrets[Name(random: random, label: label)]
    }

    /// Counts lines from here on: those of another file.
    public mutating func begin() {
        lineCount = 0
        wrongLineCount = 0
        firstWrongLine = nil
    }

    /// Reads the next piece of a log; ``finish()`` says that it was the last one.
    public mutating func add(_ bytes: RawSpan) {
        for index in 0..<bytes.byteCount {
            let byte = bytes.byte(at: index)
            if byte == 0x0A {
                finish()
                lineCount += 1
            } else if line.count < Self.lineByteCountMax {
                line.append(byte)
            } else {
                isLineTooLong = true
            }
        }
    }

    /// Reads what is behind the last line break, if anything is.
    public mutating func finish() {
        if line.last == 0x0D { line.removeLast() }
        let whole = line
        if isLineTooLong || !read(whole.rawSpan) {
            wrongLineCount += 1
            if firstWrongLine == nil { firstWrongLine = lineCount + 1 }
        }
        isLineTooLong = false
        line.removeAll(keepingCapacity: true)
    }

    private mutating func read(_ line: RawSpan) -> Bool {
        guard line.byteCount > 0, line.byte(at: 0) != UInt8(ascii: "#") else { return true }
        guard let first = line.find(0x20, from: 0) else { return false }
        let word = line.extracting(first: first)
        guard word.isLabel else { return false }
        // `RSA Session-ID:… Master-Key:…` and what else there may be.
        guard let second = line.find(0x20, from: first + 1),
            let random = [UInt8](hexadecimal: line.extracting((first + 1)..<second)),
            let secret = [UInt8](
                hexadecimal: line.extracting((second + 1)..<line.byteCount))
        else { return word.isEqual("RSA") }
        guard let label = Label(word) else { return true }
        guard let random = TLSRandom(random.rawSpan),
            label == .master ? secret.count == 48 : [32, 48].contains(secret.count)
        else { return false }
        keep(Name(random: random, label: label), secret)
        return true
    }

    private mutating func keep(_ name: Name, _ secret: [UInt8]) {
        guard secrets[name] == nil else {
            secrets[name] = secret
            return
        }
        // With what a dictionary and an array need for each.
        let count = secret.count + 128
        guard count <= byteCountMax - byteCount else {
            isIncomplete = true
            return
        }
        byteCount += count
        secrets[name] = secret
    }
}

extension RawSpan {
    fileprivate func find(_ byte: UInt8, from start: Int) -> Int? {
        var index = start
        while index < byteCount {
            if self.byte(at: index) == byte { return index }
            index += 1
        }
        return nil
    }

    fileprivate func isEqual(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        for index in 0..<byteCount where unsafe byte(at: index) != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether it is a word of capitals, digits and underscores.
    fileprivate var isLabel: Bool {
        for index in 0..<byteCount {
            switch byte(at: index) {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                break
            default: return false
            }
        }
        return byteCount > 0
    }
}

extension [UInt8] {
    /// Pairs of hexadecimal digits.
    fileprivate init?(hexadecimal text: RawSpan) {
        guard text.byteCount > 0, text.byteCount % 2 == 0 else { return nil }
        self = []
        reserveCapacity(text.byteCount / 2)
        for index in stride(from: 0, to: text.byteCount, by: 2) {
            guard let high = Self.digit(text.byte(at: index)),
                let low = Self.digit(text.byte(at: index + 1))
            else { return nil }
            append(high << 4 | low)
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
