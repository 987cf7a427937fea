internal import Bytes

/// Gives names of a sender's making a number each, 1, 2, 3, …: a name that is known costs no
/// allocation.  Beyond a limit all are number 0, "other".
///
/// What is printed does not depend on the hash: numbers are in the order in which names come.
public final class NameTable {
    /// How many names are told apart.
    public static var countMax: Int { 65_536 }
    /// How much of a name is kept; a longer one is told from others by its hash and its length.
    public static var nameByteCountMax: Int { 4096 }
    /// How many bytes of names are kept.
    public static var byteCountMax: Int { 16 << 20 }

    /// The number of names that had no place.
    public static var other: Int { 0 }

    /// Nothing that is called from here comes back here.
    @exclusivity(unchecked) private var names: StoredNames

    public init(_ hasher: KeyedHash = KeyedHash(), countMax: Int = NameTable.countMax) {
        unsafe names = StoredNames(hasher: hasher, countMax: countMax)
    }

    /// Whether a name had no place.
    public var isFull: Bool { unsafe names.isFull }

    /// How many names there are: their numbers are 1 to this.
    public var count: Int { unsafe names.entries.count }

    /// What is kept of a name.
    public subscript(number: Int) -> [UInt8] {
        guard number > 0, number <= count else { return [] }
        return unsafe names[number]
    }

    /// As a value for a table.
    public func value(_ number: Int) -> StatisticsValue {
        number == Self.other ? .text("(other)") : .name(self[number])
    }

    public func number(of name: RawSpan) -> Int { unsafe names.number(of: name) }

    public func number(of name: StaticString) -> Int {
        name.withUTF8Buffer { bytes in
            number(of: unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(bytes)))
        }
    }
}

/// What a ``NameTable`` keeps: a value, so that its bytes can be looked at where they are.
private struct StoredNames {
    struct Entry {
        var hash: UInt64
        var start: Int
        var keptCount: Int
        var byteCount: Int
    }

    let hasher: KeyedHash
    let countMax: Int
    private(set) var entries: [Entry] = []
    private(set) var bytes: [UInt8] = []
    private(set) var isFull = false
    /// Numbers of names by their hash, 0 where there is none; twice as many as names at least.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    init(hasher: KeyedHash, countMax: Int) {
        self.hasher = hasher
        self.countMax = countMax
    }

    subscript(number: Int) -> [UInt8] {
        let entry = entries[number - 1]
        return Array(bytes[entry.start..<(entry.start + entry.keptCount)])
    }

    mutating func number(of name: RawSpan) -> Int {
        let hash = hasher(name)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot])
            if isSame(entries[number - 1], name, hash) { return number }
            slot = (slot &+ 1) & (slots.count - 1)
        }
        return add(name, hash, at: slot)
    }

    private func isSame(_ entry: Entry, _ name: RawSpan, _ hash: UInt64) -> Bool {
        guard entry.hash == hash, entry.byteCount == name.byteCount else { return false }
        return Self.isSame(bytes.rawSpan, from: entry.start, name, count: entry.keptCount)
    }

    private static func isSame(
        _ known: RawSpan, from start: Int, _ name: RawSpan, count: Int
    ) -> Bool {
        func isSame(at index: Int) -> Bool {
            let word: UInt64 = known.littleEndian(at: start &+ index)
            return word == name.littleEndian(at: index)
        }
        var index = 0
        guard count >= 8 else {
            while index < count, known.byte(at: start &+ index) == name.byte(at: index) {
                index &+= 1
            }
            return index == count
        }
        while index < count &- 8 {
            if !isSame(at: index) { return false }
            index &+= 8
        }
        return isSame(at: count &- 8)
    }

    @inline(never)
    private mutating func add(_ name: RawSpan, _ hash: UInt64, at slot: Int) -> Int {
        let keptCount = min(name.byteCount, NameTable.nameByteCountMax)
        guard entries.count < countMax, bytes.count + keptCount <= NameTable.byteCountMax else {
            isFull = true
            return NameTable.other
        }
        entries.append(
            Entry(
                hash: hash, start: bytes.count, keptCount: keptCount, byteCount: name.byteCount))
        bytes.append(name.extracting(first: keptCount), xor: 0, phase: 0)
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return entries.count
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }
}
