public import Dissection

/// The entries of this family in a ``Registry``, at the ports of the protocols' own documents.
public enum ChatProtocols {
    /// A fresh set for a run: what its chat connections announce is known to its UDP conversations,
    /// and to those of no other run.
    public static func entries() -> [Registry.Entry] {
        let transfers = ChatTransfers()
        return [
            Registry.Entry(
                "chat",
                stream: Registry.Stream(ports: [55000], begins: ChatDissector.begins) {
                    ChatDissector(transfers)
                }),
            Registry.Entry(
                "chat-udp", "chatudp",
                datagram: Registry.Datagrams(
                    ports: Array(ChatTransfers.ports),
                    begins: { ChatTransferDissector.begins($0, $1, transfers) }
                ) { ChatTransferDissector(transfers) }),
            Registry.Entry(
                "iaschat", stream: Registry.Stream(ports: [8090]) { IASChatDissector() }),
            Registry.Entry(
                "iaschat-udp", "iaschatudp",
                datagram: Registry.Datagrams(ports: [IASChatDatagramDissector.port]) {
                    IASChatDatagramDissector()
                }),
        ]
    }
}
