/// What is known of one direction of a session.
struct TLSSide {
    /// A handshake message in several records is kept up to this.
    static var handshakeByteCountMax: Int { 1 << 18 }
    /// How many records may be missing between two that can be opened.
    static var missingRecordCountMax: Int { 32 }

    /// The keys of the records that come, and of those after the next change.
    var keys: [TLSRecordKeys] = []
    /// Whether the records that come are encrypted.
    var isSealed = false
    /// The beginning of a handshake message whose end has not come.
    var handshake: [UInt8] = []
    /// Whether handshake messages cannot be told apart until the next change of keys.
    var hasLostHandshake = false
    /// Whether a record was read.
    var isInStep = false
    /// Where the next record begins, if no bytes are lost.
    var nextOffset: Int?
    /// How many records may be missing since the last one that could be opened.
    var missingRecordCount = 0
    /// The packet whose bytes are being read, and whether they were waited for.
    var callPacket: Int?
    var isAwaited = false
    /// Whether bytes of what is inside are missing before those of the next record.
    var hasLostContent = false

    mutating func lose(byteCount: Int?) {
        let smallest = TLSRecordHeader.byteCount + 17
        let count = byteCount.map { $0 / smallest + 1 } ?? Self.missingRecordCountMax
        missingRecordCount = min(Self.missingRecordCountMax, missingRecordCount + count)
        hasLostHandshake = !handshake.isEmpty
        handshake = []
        hasLostContent = true
    }

    /// Takes the keys up to those of an epoch out of use.
    mutating func advance(to epoch: TLSRecordKeys.Epoch) {
        while let first = keys.first, first.epoch < epoch { keys.removeFirst() }
        handshake = []
        hasLostHandshake = false
    }
}
