import Testing

@testable import Flows

/// What packets touch has to stay small: with many connections the time goes by how many cache
/// lines of each are fetched.
@Suite struct LayoutTests {
    private static let line = 64

    @Test func halvesOfAConnectionLieInFewCacheLines() {
        #expect(MemoryLayout<Connection>.stride <= 2 * Self.line)
        #expect(MemoryLayout<ConnectionRest>.stride <= Self.line)
        #expect(MemoryLayout<OrderedStreams>.stride == 4 * Self.line)
    }
}
