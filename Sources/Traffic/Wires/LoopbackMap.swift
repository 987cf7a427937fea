internal import Packets

/// Where the hosts of a scenario are when it is played on real sockets: each has an address of
/// its own on the loopback, so that their conversations can be told apart.
struct LoopbackMap {
    private var places: [IPAddress: IPAddress] = [:]
    private var originals: [IPAddress: IPAddress] = [:]

    init(_ actors: [Actor]) {
        var next: UInt8 = 1
        // Servers first: theirs is 127.0.0.1.
        for actor in actors.sorted(by: { $0.role == .server && $1.role != .server })
        where places[actor.address] == nil {
            places[actor.address] =
                actor.address.isLoopback ? actor.address : IPAddress(127, 0, 0, next)
            originals[places[actor.address] ?? actor.address] = actor.address
            next &+= 1
        }
    }

    /// Where an address of the scenario is; any other is itself.
    subscript(address: IPAddress) -> IPAddress { places[address] ?? address }

    /// Which address of the scenario is at a place.
    func original(of place: IPAddress) -> IPAddress { originals[place] ?? place }
}
