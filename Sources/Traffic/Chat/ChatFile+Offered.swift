extension ChatFile {
    /// What the server of the scenarios offers: the names, and as far as they are told the sizes,
    /// are those of the chat room's authors.
    static var offered: [ChatFile] {
        [
            picture("alice.jpg", byteCount: 43_712, seed: 1),
            picture("bob&alice_Wireshark.pcapng", byteCount: 3_000, seed: 2),
            picture("bob.jpg", byteCount: 10_341, seed: 3),
            picture("Ex2.jar", byteCount: 7_000, seed: 4),
            ChatFile("hello.c", []),
            picture("Pokemon1.png", byteCount: 2_048, seed: 5),
            picture("Pokemon2.png", byteCount: 1_999, seed: 6),
            picture("Pokemon3.png", byteCount: 999, seed: 7),
            picture("song.mp3", byteCount: 5_001, seed: 8),
        ].compactMap(\.self)
    }

    /// Bytes as random as those of a picture.
    private static func picture(_ name: String, byteCount: Int, seed: UInt64) -> ChatFile? {
        var random = RandomSource(seed: seed)
        return ChatFile(name, random.bytes(byteCount))
    }
}
