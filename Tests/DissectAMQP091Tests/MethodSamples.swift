import DissectAMQP091

/// Every method, with arguments of all kinds in hexadecimal digits, and what tshark 4.0.17 says of
/// it; but for those that it does not know, and RabbitMQ has: connection.update-secret (70, 71) and
/// exchange.unbind-ok (51).
enum MethodSamples {
    struct Sample: Sendable {
        let classID: UInt16
        let methodID: UInt16
        let arguments: String
        let info: String

        init(_ classID: UInt16, _ methodID: UInt16, _ arguments: String, _ info: String) {
            self.classID = classID
            self.methodID = methodID
            self.arguments = arguments
            self.info = info
        }

        var frame: [UInt8] {
            let digits = Array(arguments.utf8)
            let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
                UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
            }
            let numbers = [classID, methodID].flatMap {
                [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)]
            }
            return Encoder.frame(1, channel: classID == 10 ? 0 : 1, numbers + bytes)
        }
    }

    static let all: [Sample] = [
        Sample(
            10, 10,
            "00090000000f0161530000000178016e49000000050000000e504c41494e20414d51504c41494e00000005656e5f5553",
            "Connection.Start "),
        Sample(
            10, 11,
            "0000000f0161530000000178016e490000000505504c41494e000000040075007005656e5f5553",
            "Connection.Start-Ok "),
        Sample(10, 20, "000000046368616c", "Connection.Secure "),
        Sample(10, 21, "0000000472657370", "Connection.Secure-Ok "),
        Sample(10, 30, "07ff00020000003c", "Connection.Tune "),
        Sample(10, 31, "07ff00020000003c", "Connection.Tune-Ok "),
        Sample(10, 40, "0276680363617001", "Connection.Open vhost=vh "),
        Sample(10, 41, "05686f737473", "Connection.Open-Ok "),
        Sample(10, 42, "04686f7374026b68", "Connection.Redirect "),
        Sample(10, 50, "014003627965000a0028", "Connection.Close reply=bye "),
        Sample(10, 51, "", "Connection.Close-Ok "),
        Sample(10, 60, "076c6f77206d656d", "Connection.Blocked "),
        Sample(10, 61, "", "Connection.Unblocked "),
        Sample(10, 70, "000000096e657773656372657403776879", "Connection.Update-Secret "),
        Sample(10, 71, "", "Connection.Update-Secret-Ok "),
        Sample(20, 10, "036f6f62", "Channel.Open "),
        Sample(20, 11, "0000000463686964", "Channel.Open-Ok "),
        Sample(20, 20, "01", "Channel.Flow "),
        Sample(20, 21, "00", "Channel.Flow-Ok "),
        Sample(20, 40, "0194094e4f545f464f554e440032000a", "Channel.Close reply=NOT_FOUND "),
        Sample(20, 41, "", "Channel.Close-Ok "),
        Sample(20, 50, "00000003636964", "Channel.Resume "),
        Sample(20, 60, "", "Channel.Ping "),
        Sample(20, 70, "", "Channel.Pong "),
        Sample(20, 80, "", "Channel.Ok "),
        Sample(30, 10, "057265616c6d1f", "Access.Request "),
        Sample(30, 11, "0007", "Access.Request-Ok "),
        Sample(
            40, 10, "0001026578066469726563741f0000000f0161530000000178016e4900000005",
            "Exchange.Declare x=ex "),
        Sample(40, 11, "", "Exchange.Declare-Ok "),
        Sample(40, 20, "000102657803", "Exchange.Delete x=ex "),
        Sample(40, 21, "", "Exchange.Delete-Ok "),
        Sample(
            40, 30, "0000036473740373726302726b010000000f0161530000000178016e4900000005",
            "Exchange.Bind dx=dst sx=src bk=rk "),
        Sample(40, 31, "", "Exchange.Bind-Ok "),
        Sample(
            40, 40, "0000036473740373726302726b010000000f0161530000000178016e4900000005",
            "Exchange.Unbind dx=dst sx=src bk=rk "),
        Sample(40, 51, "", "Exchange.Unbind-Ok "),
        Sample(50, 10, "00010271711f0000000f0161530000000178016e4900000005", "Queue.Declare q=qq "),
        Sample(50, 11, "0271710000000300000004", "Queue.Declare-Ok q=qq "),
        Sample(
            50, 20, "000102717102657802726b010000000f0161530000000178016e4900000005",
            "Queue.Bind q=qq x=ex bk=rk "),
        Sample(50, 21, "", "Queue.Bind-Ok "),
        Sample(
            50, 50, "000102717102657802726b0000000f0161530000000178016e4900000005",
            "Queue.Unbind q=qq x=ex rk=rk "),
        Sample(50, 51, "", "Queue.Unbind-Ok "),
        Sample(50, 30, "000102717101", "Queue.Purge q=qq "),
        Sample(50, 31, "00000009", "Queue.Purge-Ok "),
        Sample(50, 40, "000102717107", "Queue.Delete q=qq "),
        Sample(50, 41, "00000008", "Queue.Delete-Ok "),
        Sample(60, 10, "00000000000a01", "Basic.Qos "),
        Sample(60, 11, "", "Basic.Qos-Ok "),
        Sample(
            60, 20, "00010271710263740f0000000f0161530000000178016e4900000005",
            "Basic.Consume q=qq "),
        Sample(60, 21, "026374", "Basic.Consume-Ok "),
        Sample(60, 30, "02637401", "Basic.Cancel "),
        Sample(60, 31, "026374", "Basic.Cancel-Ok "),
        Sample(60, 40, "000102657802726b03", "Basic.Publish x=ex rk=rk "),
        Sample(60, 50, "0138084e4f5f524f55544502657802726b", "Basic.Return "),
        Sample(60, 60, "02637400000000000000010102657802726b", "Basic.Deliver x=ex rk=rk "),
        Sample(60, 70, "000102717101", "Basic.Get q=qq "),
        Sample(60, 71, "00000000000000020102657802726b00000005", "Basic.Get-Ok x=ex rk=rk "),
        Sample(60, 72, "02636c", "Basic.Get-Empty "),
        Sample(60, 80, "000000000000000101", "Basic.Ack "),
        Sample(60, 90, "000000000000000201", "Basic.Reject "),
        Sample(60, 100, "01", "Basic.Recover-Async "),
        Sample(60, 110, "01", "Basic.Recover "),
        Sample(60, 111, "", "Basic.Recover-Ok "),
        Sample(60, 120, "000000000000000303", "Basic.Nack "),
        Sample(70, 10, "00000000000a01", "File.Qos "),
        Sample(70, 11, "", "File.Qos-Ok "),
        Sample(70, 20, "00010271710263740f0000000f0161530000000178016e4900000005", "File.Consume "),
        Sample(70, 21, "026374", "File.Consume-Ok "),
        Sample(70, 30, "02637401", "File.Cancel "),
        Sample(70, 31, "026374", "File.Cancel-Ok "),
        Sample(70, 40, "0269640000000000000005", "File.Open "),
        Sample(70, 41, "0000000000000006", "File.Open-Ok "),
        Sample(70, 50, "", "File.Stage "),
        Sample(70, 60, "000102657802726b03026964", "File.Publish "),
        Sample(70, 70, "0138084e4f5f524f55544502657802726b", "File.Return "),
        Sample(70, 80, "02637400000000000000010102657802726b026964", "File.Deliver "),
        Sample(70, 90, "000000000000000101", "File.Ack "),
        Sample(70, 100, "000000000000000101", "File.Reject "),
        Sample(80, 10, "00000000000a0000000301", "Stream.Qos "),
        Sample(80, 11, "", "Stream.Qos-Ok "),
        Sample(
            80, 20, "0001027171026374070000000f0161530000000178016e4900000005", "Stream.Consume "),
        Sample(80, 21, "026374", "Stream.Consume-Ok "),
        Sample(80, 30, "02637401", "Stream.Cancel "),
        Sample(80, 31, "026374", "Stream.Cancel-Ok "),
        Sample(80, 40, "000102657802726b03", "Stream.Publish "),
        Sample(80, 50, "0138084e4f5f524f55544502657802726b", "Stream.Return "),
        Sample(80, 60, "0263740000000000000001026578027171", "Stream.Deliver "),
        Sample(90, 10, "", "Tx.Select "),
        Sample(90, 11, "", "Tx.Select-Ok "),
        Sample(90, 20, "", "Tx.Commit "),
        Sample(90, 21, "", "Tx.Commit-Ok "),
        Sample(90, 30, "", "Tx.Rollback "),
        Sample(90, 31, "", "Tx.Rollback-Ok "),
        Sample(85, 10, "01", "Confirm.Select "),
        Sample(85, 11, "", "Confirm.Select-Ok "),
        Sample(100, 10, "", "Dtx.Select "),
        Sample(100, 11, "", "Dtx.Select-Ok "),
        Sample(100, 20, "056474786964", "Dtx.Start "),
        Sample(100, 21, "", "Dtx.Start-Ok "),
        Sample(110, 10, "0000000f0161530000000178016e4900000005", "Tunnel.Request "),
    ]
}
