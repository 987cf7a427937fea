/// Numbers for the interfaces of several files, given when their first packets come.
struct InterfaceNumbers {
    /// As many as are told apart; packets of more have no interface.
    static var countMax: Int { 1 << 16 }

    private var numbers: [Key: UInt32] = [:]
    private var keys: [Key] = []
    private var last = Key(file: -1, interface: 0)
    private var lastNumber: UInt32 = 0

    private struct Key: Hashable {
        var file: Int
        var interface: Int
    }

    mutating func number(of interface: UInt32, file: Int) -> UInt32 {
        guard interface != PacketRecord.noInterface else { return interface }
        let key = Key(file: file, interface: Int(interface))
        if key == last { return lastNumber }
        guard let number = numbers[key] ?? add(key) else { return PacketRecord.noInterface }
        (last, lastNumber) = (key, number)
        return number
    }

    private mutating func add(_ key: Key) -> UInt32? {
        guard keys.count < Self.countMax else { return nil }
        let number = UInt32(truncatingIfNeeded: keys.count)
        numbers[key] = number
        keys.append(key)
        return number
    }

    /// What several files say of themselves, as one: interfaces in the order of their numbers,
    /// those without packets behind them.
    func merge(_ parts: [(number: Int, metadata: CaptureMetadata)]) -> CaptureMetadata {
        guard var merged = parts.first?.metadata else { return CaptureMetadata() }
        for (_, part) in parts.dropFirst() { merged.add(part) }
        merged.interfaces = []
        for key in keys {
            let interfaces = parts.first { $0.number == key.file }?.metadata.interfaces ?? []
            // One that nothing was kept of has its place all the same.
            let isKept = interfaces.indices.contains(key.interface)
            merged.interfaces.append(isKept ? interfaces[key.interface] : .init())
        }
        for (file, part) in parts {
            for index in part.interfaces.indices
            where numbers[Key(file: file, interface: index)] == nil {
                merged.interfaces.append(part.interfaces[index])
            }
        }
        return merged
    }
}

extension CaptureMetadata {
    /// Takes over what is not about interfaces.
    fileprivate mutating func add(_ other: CaptureMetadata) {
        sections += other.sections
        packetComments.packetCount &+= other.packetComments.packetCount
        packetComments.commentCount &+= other.packetComments.commentCount
        secrets += other.secrets
        nameRecords += other.nameRecords
        unknownBlockCount &+= other.unknownBlockCount
        isCutShort = isCutShort || other.isCutShort
    }
}
