internal import Packets

/// Where the hosts of a scenario are when it is played on real sockets: each has an address of
/// its own on the loopback, so that their conversations can be told apart.
struct LoopbackMap {
    private var places: [IPAddress: IPAddress] = [:]
    private var originals: [IPAddress: IPAddress] = [:]

    /// - Parameter network: the second and third byte of all addresses; 0 for where loopback is at home.
    init(_ actors: [Actor], network: UInt16 = 0) {
        var next: UInt8 = 1
        let (upper, lower) = (UInt8(network >> 8), UInt8(network & 0xFF))
        // Servers first: theirs is 127.0.0.1.
        for actor in actors.sorted(by: { $0.role == .server && $1.role != .server })
        where places[actor.address] == nil {
            places[actor.address] =
                actor.address.isLoopback && network == 0
                ? actor.address : IPAddress(127, upper, lower, next)
            originals[places[actor.address] ?? actor.address] = actor.address
            next &+= 1
        }
    }

    /// Where an address of the scenario is; any other is itself.
    subscript(address: IPAddress) -> IPAddress { places[address] ?? address }

    /// What a peer is told of the end of a connection: where it is, unless the scenario itself is at
    /// home on loopback, and was moved.
    func told(_ endpoint: Endpoint) -> Endpoint {
        let original = original(of: endpoint.address)
        return original.isLoopback ? Endpoint(original, endpoint.port) : endpoint
    }

    /// Which address of the scenario is at a place.
    func original(of place: IPAddress) -> IPAddress { originals[place] ?? place }
}
