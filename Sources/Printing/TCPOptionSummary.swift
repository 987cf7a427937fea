internal import Bytes
internal import Packets

/// The options of a TCP header behind the info column's numbers.
enum TCPOptionSummary {
    /// Room for the three blocks of a selective acknowledgment, or any other option.
    private static var optionByteCountMax: Int { 160 }

    static func append(
        _ list: TCPOptions, acknowledgmentBase: UInt32, to text: inout TextBuffer
    ) {
        var options = list
        while let option = options.next() {
            var line = text.writer(room: optionByteCountMax)
            switch option {
            case .timestamps(let value, let echo):
                append(" TSval=", value, to: &line)
                append(" TSecr=", echo, to: &line)
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
            case .echo(let value): append(" ECHO=", value, to: &line)
            case .echoReply(let value): append(" ECHOREPLY=", value, to: &line)
            case .other: break
            }
            text.commit(line.count)
        }
    }

    @inline(__always)
    private static func append(_ name: StaticString, _ value: UInt32, to line: inout TextWriter) {
        line.append(name)
        line.append(decimal: value)
    }
}
