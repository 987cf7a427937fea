internal import Bytes
internal import Glibc

/// The time zone that the environment asks for (`TZ`), asked of the C library.
///
/// Packets come many to a second, and a second is asked for once.
struct LocalZone {
    private var second: Int64?
    private var offset: Int64 = 0
    private var name: [UInt8] = []

    private static var nameByteCountMax: Int { 16 }

    /// How far local time is ahead of UTC at a second.
    mutating func offset(at second: Int64) -> Int64 {
        update(second)
        return offset
    }

    /// Appends the zone's name at a second, as in `CET`.
    mutating func appendName(at second: Int64, to text: inout TextBuffer) {
        update(second)
        for byte in name { text.append(byte: byte) }
    }

    private mutating func update(_ second: Int64) {
        if self.second == second { return }
        self.second = second
        var moment = time_t(second)
        var time = unsafe tm()
        unsafe localtime_r(&moment, &time)
        offset = unsafe Int64(time.tm_gmtoff)
        name.removeAll(keepingCapacity: true)
        guard let start = unsafe time.tm_zone else { return }
        for index in 0..<Self.nameByteCountMax {
            let byte = unsafe UInt8(bitPattern: start[index])
            if byte == 0 { return }
            name.append(byte)
        }
    }
}
