internal import Bytes
internal import Packets

extension TextBuffer {
    mutating func append(mac address: UInt64) {
        var writer = writer(room: 17)
        for index in 0..<6 {
            if index > 0 { writer.append(":") }
            writer.append(
                hexadecimalByte: UInt8(truncatingIfNeeded: address >> UInt64(40 - index * 8)))
        }
        commit(writer.count)
    }

    mutating func append(ipv4 address: UInt32) {
        var writer = writer(room: 15)
        writer.append(ipv4: address)
        commit(writer.count)
    }

    mutating func append(ipv6 address: IPAddress) {
        var writer = writer(room: 45)
        writer.append(ipv6: address.high, address.low)
        commit(writer.count)
    }
}
