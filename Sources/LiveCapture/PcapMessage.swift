internal import CPcap

/// Room for what libpcap has to say.
struct PcapMessage {
    var characters = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))

    var text: String { Self.text(characters) }

    static func text(_ characters: [CChar]) -> String {
        let bytes = characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
