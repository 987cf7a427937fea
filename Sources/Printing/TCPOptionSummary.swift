internal import Bytes
internal import Packets

/// The options of a TCP header behind the info column's numbers.
enum TCPOptionSummary {
    /// Room for the blocks of a selective acknowledgment that fills all options.
    private static var optionByteCountMax: Int { 192 }

    enum End {
        /// The bytes end before an option, or within one; one breaks a rule at which tshark stops
        /// reading the packet.
        case complete, before, within, malformed
    }

    /// Returns how the options ended.
    static func append(
        _ list: TCPOptions, acknowledgmentBase: UInt32, to text: inout TextBuffer
    ) -> End {
        var options = list
        var blockCount = 0
        while let option = options.next() {
            append(option, of: options, acknowledgmentBase, to: &text)
            if case .selectiveAck(let count) = option {
                blockCount += count
                // tshark does not survive an acknowledgment that selects nothing.
                if blockCount == 0 { return .malformed }
            }
        }
        switch options.end {
        case .complete: return .complete
        case .before: return .before
        case .within:
            if let option = options.cutOption {
                append(option, of: options, acknowledgmentBase, to: &text)
            }
            return .within
        }
    }

    private static func append(
        _ option: TCPOption, of options: borrowing TCPOptions, _ acknowledgmentBase: UInt32,
        to text: inout TextBuffer
    ) {
        var line = text.writer(room: optionByteCountMax)
        switch option {
        case .timestamps(let value, let echo): append(timestamps: (value, echo), to: &line)
        case .maximumSegmentSize(let size): append(" MSS=", UInt32(size), to: &line)
        case .windowScale(let shift):
            append(" WS=", UInt32(1) << UInt32(min(shift, 14)), to: &line)
        case .selectiveAckPermitted: line.append(" SACK_PERM")
        case .selectiveAck(let blockCount):
            for index in 0..<blockCount {
                let block = options.block(index)
                append(" SLE=", block.left &- acknowledgmentBase, to: &line)
                append(" SRE=", block.right &- acknowledgmentBase, to: &line)
            }
        default: appendRare(option, to: &line)
        }
        text.commit(line.count)
    }

    @inline(__always)
    static func append(timestamps: (value: UInt32, echo: UInt32), to line: inout TextWriter) {
        append(" TSval=", timestamps.value, to: &line)
        append(" TSecr=", timestamps.echo, to: &line)
    }

    @inline(never)
    private static func appendRare(_ option: TCPOption, to line: inout TextWriter) {
        switch option {
        case .echo(let value): append(" ECHO=", value, to: &line)
        case .connectionCount(let value): append(" CC=", value, to: &line)
        case .signature: line.append(" MD5")
        case .satellite(let capabilities, let connection):
            appendCapabilities(capabilities, to: &line)
            if connection != 0 { append(" Connection ID=", UInt32(connection), to: &line) }
        case .quickStart(let rate):
            line.append(" QSresp=")
            line.append(rateNames[Int(rate)])
        case .userTimeout(let value): append(" USER_TO=", UInt32(value), to: &line)
        case .authentication: line.append("TCP AO")
        case .fastOpen(let isRequest): line.append(isRequest ? " TFO=R" : " TFO=C")
        case .experiment(let identifier):
            line.append(" ExID=")
            appendHexadecimal(identifier, to: &line)
        default: break
        }
    }

    private static func appendCapabilities(_ bits: UInt8, to line: inout TextWriter) {
        let names: InlineArray<6, StaticString> = [
            "BETS", "SNACK1", "SNACK2", "COMP", "NLTS", "RESERVED",
        ]
        var isFirst = true
        for index in names.indices {
            let mask: UInt8 = index < 5 ? 0x80 >> UInt8(index) : 0x07
            guard bits & mask != 0 else { continue }
            line.append(isFirst ? " SCPS[" : ", ")
            line.append(names[index])
            isFirst = false
        }
        if !isFirst { line.append("]") }
    }

    private static var rateNames: InlineArray<16, StaticString> {
        [
            "0 bit/s", "80 Kbit/s", "160 Kbit/s", "320 Kbit/s", "640 Kbit/s", "1.28 Mbit/s",
            "2.56 Mbit/s", "5.12 Mbit/s", "10.24 Mbit/s", "20.48 Mbit/s", "40.96 Mbit/s",
            "81.92 Mbit/s", "163.84 Mbit/s", "327.68 Mbit/s", "655.36 Mbit/s", "1.31072 Gbit/s",
        ]
    }

    private static func appendHexadecimal(_ value: UInt16, to line: inout TextWriter) {
        for shift: UInt16 in [12, 8, 4, 0] where shift == 0 || value >> shift != 0 {
            let digit = UInt8(value >> shift & 0xF)
            line.append(byte: digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }

    @inline(__always)
    private static func append(_ name: StaticString, _ value: UInt32, to line: inout TextWriter) {
        line.append(name)
        line.append(decimal: value)
    }
}
