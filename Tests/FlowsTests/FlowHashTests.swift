import Packets
import Testing

@testable import Flows

@Suite struct FlowHashTests {
    private static func key(_ client: UInt32, _ port: UInt16) -> FlowKey {
        var layers = PacketLayers()
        layers.source = IPAddress(v4: client)
        layers.destination = IPAddress(v4: 0x0A00_0001)
        layers.sourcePort = port
        layers.destinationPort = 1883
        return FlowKey(layers, sourceIsLower: FlowKey.sourceIsLower(layers))
    }

    @Test func theShortWayForIPv4IsTheWholeOne() {
        var hash = FlowHash()
        for number in 0..<1000 {
            let key = Self.key(0xC000_0200 &+ UInt32(number * 77), UInt16(1024 + number * 13))
            let short = hash(key)
            #expect(hash.whole(key.lower, key.upper, key.ports) == short)
        }
    }

    /// Whatever the seeds, keys in a row find their places about as random ones do: with a table
    /// that is half full at most, a look-up takes 1.5 steps, and twice that is far out.
    @Test func keysInARowDoNotMakeLongChains() {
        for _ in 0..<200 {
            var hash = FlowHash()
            var taken = [Bool](repeating: false, count: 2048)
            var steps = 0
            for number in 0..<1000 {
                let key = Self.key(0x0A01_0000 &+ UInt32(number / 10), UInt16(40_000 + number % 10))
                var place = Int(hash(key) >> 32) & 2047
                while taken[place] {
                    place = (place + 1) & 2047
                    steps += 1
                }
                taken[place] = true
                steps += 1
            }
            #expect(steps < 3 * 1000)
        }
    }
}
