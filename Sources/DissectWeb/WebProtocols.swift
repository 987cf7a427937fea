public import Dissection

/// The entries of this family in a ``Registry``, at tshark's ports.
public enum WebProtocols {
    public static var entries: [Registry.Entry] {
        [
            Registry.Entry(
                "proxy", stream: Registry.Stream(isPreface: true) { ProxyDissector() }),
            Registry.Entry(
                "http",
                stream: Registry.Stream(
                    ports: httpPorts, securePorts: [443], begins: HTTPLikeness.begins
                ) { HTTPDissector() }),
            Registry.Entry(
                "websocket", "ws", stream: Registry.Stream { WebSocketDissector() }),
        ]
    }

    public static let families = [HTTPFields.family, WebSocketFields.family, ProxyFields.family]

    private static let httpPorts: [UInt16] = [
        80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371,
    ]
}
