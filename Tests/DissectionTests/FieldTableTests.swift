import Dissection
import Testing

@Suite struct FieldTableTests {
    private let table = FieldTable([
        FieldFamily(
            .mqtt,
            [
                FieldDefinition("a", "A", .layer),
                FieldDefinition("a.size", "Size", .unsigned(bits: 32)),
            ]),
        FieldFamily(
            .http,
            [
                FieldDefinition("a.size", "Size", .unsigned(bits: 32)),
                FieldDefinition("a.word", "Word", .text),
            ]),
    ])

    /// A name that two families have is the first one's, and whoever looks for it takes both.
    @Test func knowsAliases() {
        let first = FieldID(.mqtt, 1)
        let second = FieldID(.http, 0)
        #expect(table.find("a.size") == first)
        #expect(table.aliases == [second: first])
        #expect(Set(table.all(first)) == [first, second])
        #expect(table.all(FieldID(.http, 1)) == [FieldID(.http, 1)])
        #expect(table.ids.count == 4)
        #expect(table.names == ["a", "a.size", "a.word"])
    }
}
