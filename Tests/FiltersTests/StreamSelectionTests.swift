import Dissection
import Testing

@testable import Filters

@Suite struct StreamSelectionTests {
    private let tcp = FieldID(.tcp, 1)
    private let udp = FieldID(.udp, 2)

    private func decide(
        _ selection: StreamSelection, _ id: FieldID, _ number: Int, match: Bool
    ) -> Bool {
        selection.add(Field(id: id, value: .number(UInt64(number))))
        return selection.decide(match)
    }

    @Test func showsWhatTheFirstRunFound() {
        let selection = StreamSelection(streamFields: [tcp, udp])
        #expect(decide(selection, tcp, 1000, match: true))
        #expect(!decide(selection, tcp, 3, match: false))
        #expect(decide(selection, udp, 3, match: true))
        selection.endSearch()
        let numbers = [0, 3, 63, 64, 999, 1000, 1001, 1 << 20]
        #expect(numbers.filter { decide(selection, tcp, $0, match: false) } == [1000])
        #expect(numbers.filter { decide(selection, udp, $0, match: false) } == [3])
        // Packets of no conversation are the filter's alone.
        #expect(selection.decide(true))
        #expect(!selection.decide(false))
    }

    @Test func knowsItsLimit() {
        let selection = StreamSelection(streamFields: [tcp])
        #expect(decide(selection, tcp, StreamSelection.countMax - 1, match: true))
        #expect(!selection.isIncomplete)
        #expect(decide(selection, tcp, StreamSelection.countMax, match: true))
        #expect(selection.isIncomplete)
        selection.endSearch()
        #expect(decide(selection, tcp, StreamSelection.countMax - 1, match: false))
        #expect(!decide(selection, tcp, StreamSelection.countMax, match: false))
    }
}
