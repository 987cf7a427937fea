internal import Bytes
public import Dissection

extension Registry {
    /// The toys: Block at port 7000 and, inside an encryption, at 7001; Write at 7002; Line by how
    /// it begins; Xor by name.
    public static func toys(
        messageByteCountMax: Int = 1 << 20, searchByteCountMax: Int = 1 << 16,
        pendingByteCountMax: Int = 32 << 20, overrides: [PortOverride] = [],
        knowsLines: Bool = true
    ) -> Registry {
        var limits = StreamLimits()
        limits.messageByteCountMax = messageByteCountMax
        limits.searchByteCountMax = searchByteCountMax
        limits.pendingByteCountMax = pendingByteCountMax
        return Registry(
            toyEntries(knowsLines: knowsLines), overrides: overrides, limits: limits)
    }

    public static func toyEntries(knowsLines: Bool = true) -> [Entry] {
        [
            Entry(
                "block",
                stream: Stream(ports: [7000], securePorts: [7001]) {
                    BlockDissector(carrying: "block")
                }),
            Entry(
                "line",
                stream: Stream(begins: knowsLines ? LineDissector.begins : nil) { LineDissector() }),
            Entry("xor", stream: Stream { XorDissector() }),
            Entry(
                "write", stream: Stream(ports: [7002]) { WriteDissector() },
                datagram: Datagrams(ports: [7002]) { EchoDissector() }),
            Entry(
                "echo",
                datagram: Datagrams(
                    ports: [7003], begins: { bytes, _ in bytes.byte(at: 0) == EchoDissector.mark }
                ) { EchoDissector() }),
        ]
    }
}
