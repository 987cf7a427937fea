import Bytes
import Testing

@testable import Statistics

@Suite struct NameTableTests {
    private func number(_ name: [UInt8], _ table: NameTable) -> Int {
        table.number(of: name.rawSpan)
    }

    @Test func namesHaveNumbersInTheirOrder() {
        let table = NameTable()
        for index in 1...1000 {
            #expect(number(Array("name \(index)".utf8), table) == index)
        }
        for index in 1...1000 {
            #expect(number(Array("name \(index)".utf8), table) == index)
            #expect(table[index] == Array("name \(index)".utf8))
        }
        #expect(number([], table) == 1001)
        #expect(table[1001] == [])
        #expect(!table.isFull)
    }

    @Test func beyondTheLimitAllAreOther() {
        let table = NameTable(countMax: 2)
        #expect(number([1], table) == 1)
        #expect(number([2], table) == 2)
        #expect(number([3], table) == NameTable.other)
        #expect(table.isFull)
        #expect(number([2], table) == 2)
        #expect(table.value(NameTable.other) == .text("(other)"))
    }

    @Test func longNamesAreToldApartByWhatIsNotKept() {
        let table = NameTable()
        let name = [UInt8](repeating: 0x61, count: NameTable.nameByteCountMax + 10)
        var other = name
        other[name.count - 1] = 0x62
        #expect(number(name, table) == 1)
        #expect(number(other, table) == 2)
        #expect(number(name + [0x61], table) == 3)
        #expect(table[1].count == NameTable.nameByteCountMax)
    }

    @Test func theBytesOfNamesAreBounded() {
        let table = NameTable()
        var name = [UInt8](repeating: 0, count: NameTable.nameByteCountMax)
        let countMax = NameTable.byteCountMax / NameTable.nameByteCountMax
        for index in 0..<countMax {
            name[0] = UInt8(index & 0xFF)
            name[1] = UInt8(index >> 8)
            #expect(number(name, table) == index + 1)
        }
        name[2] = 1
        #expect(number(name, table) == NameTable.other)
    }
}
