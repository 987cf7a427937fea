internal import Bytes
public import Dissection

/// The entries of this family in a ``Registry``: what messages of other protocols carry, by its
/// media type.
public enum MediaProtocols {
    public static var entries: [Registry.Entry] {
        [
            Registry.Entry("json", payload: Registry.Payloads([.json], JSONDissector())),
            Registry.Entry(
                "data-text-lines", payload: Registry.Payloads([.text], TextLinesDissector())),
            Registry.Entry("xml", payload: Registry.Payloads([.xml], NamedLayer("xml"))),
            Registry.Entry(
                "urlencoded-form",
                payload: Registry.Payloads([.form], NamedLayer("urlencoded-form"))),
            Registry.Entry(
                "message-http", payload: Registry.Payloads([.http], NamedLayer("message-http"))),
            Registry.Entry("data", payload: Registry.Payloads([.data], NamedLayer("data"))),
        ]
    }
}

/// A type of which a packet's layers name no more than that it is there.
struct NamedLayer: PayloadDissector {
    private let name: StaticString

    init(_ name: StaticString) { self.name = name }

    func read(_ payload: borrowing PayloadBytes, into message: inout Message) {
        message.addLayer(name)
    }
}
