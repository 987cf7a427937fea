public import Dissection

/// The entries of this family in a ``Registry``, at tshark's ports.
public enum DNSProtocols {
    public static var entries: [Registry.Entry] {
        [
            Registry.Entry(
                "dns", "dot",
                stream: Registry.Stream(ports: [53, 5353], securePorts: [853]) {
                    DNSStreamDissector()
                },
                datagram: Registry.Datagrams(ports: [53]) { DNSDissector() }),
            Registry.Entry(
                "mdns", datagram: Registry.Datagrams(ports: [5353]) { MulticastDNSDissector() }),
            Registry.Entry(
                "llmnr", datagram: Registry.Datagrams(ports: [5355]) { LinkLocalNameDissector() }),
        ]
    }
}
