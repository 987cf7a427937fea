internal import Bytes
internal import Dissection

extension XMPPFieldWriter {
    /// Takes what a round of authentication says out of its base64.
    ///
    /// - Parameter chosen: the mechanism of the exchange, which its first message names.
    func writeSASL(
        _ item: XMPPItem, _ chosen: inout [UInt8], _ message: inout Message
    ) {
        if item.kind == .auth { chosen = mechanismName }
        guard !chosen.isEmpty else { return }
        add(chosen, .ownSaslMechanism, &message)
        guard let data = tree.elements[0].data else { return }
        let start = message.decoded.count
        message.decoded += Base64.decode(tree.text[data]).bytes.prefix(SASLRound.byteCountMax)
        let text = message.decoded[start...]
        guard !text.isEmpty else { return }
        // A zero ends a text to many: it is shown by its sign.
        add(
            Array(text.map { $0 == 0 ? [0xE2, 0x90, 0x80] : [$0] }.joined()), .ownSaslText, &message
        )
        let isFromClient = item.kind == .auth || item.kind == .response
        let round = SASLRound(
            mechanism: SASLRound.mechanism(chosen[...]), isFromClient: isFromClient)
        for (field, place) in round.parts(of: text) {
            let range = StreamRange(offset: place.lowerBound, count: place.count)
            message.add(field, .decoded(range), 2)
        }
    }

    /// Names are short: longer ones are none.
    private var mechanismName: [UInt8] {
        guard let name = attribute("mechanism", of: 0), name.count <= 64 else { return [] }
        return Array(tree.text[name])
    }

    private func add(_ text: [UInt8], _ field: XMPPField, _ message: inout Message) {
        let range = StreamRange(offset: message.decoded.count, count: text.count)
        message.decoded += text
        message.add(field, .decoded(range), 2)
    }
}
