internal import Bytes

/// How long a message is, and of what kind (MQTT-SN 1.2, section 5.2).  A first byte of 1 says
/// that the length is in the next two.
struct MQTTSNHeader: BitwiseCopyable {
    var length: Int
    var type: UInt8
    var byteCount: Int

    init(_ input: inout ByteCursor) throws(ParseError) {
        length = Int(try input.readUInt8())
        byteCount = 2
        if length == 1 {
            length = Int(try input.readBigEndian(UInt16.self))
            byteCount = 4
        }
        type = try input.readUInt8()
    }
}
