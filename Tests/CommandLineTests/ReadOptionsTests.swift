import Analysis
import Printing
import Testing

@testable import CommandLine

@Suite struct ReadOptionsTests {
    private func options(_ words: String...) throws -> ReadOptions {
        try ReadOptions(ArgumentParser.parse(words[...], for: .read))
    }

    @Test func standAloneMeansWhatTsharkMeans() throws {
        let options = try options("a")
        #expect(options.files == ["a"])
        #expect(options.time == .relative)
        #expect(options.colour == .auto)
        #expect(options.printsRows)
        #expect(options.pipeline == PipelineOptions())
    }

    @Test func filesOfOptionsComeBeforeOperands() throws {
        #expect(try options("c", "-r", "a", "-r", "b", "d").files == ["a", "b", "c", "d"])
    }

    @Test(arguments: Preference.allCases)
    func setsPreference(_ preference: Preference) throws {
        let on = try options("-o", "\(preference.rawValue):TRUE").pipeline
        let off = try options("-o", "\(preference.rawValue): false").pipeline
        #expect(on != off)
        #expect((preference.isOnByDefault ? on : off) == PipelineOptions())
    }

    @Test func laterOptionsWin() throws {
        let options = try options("-c", "3", "-c4", "-td", "-tud", "--color", "--color=never")
        #expect(options.pipeline.packetCountMax == 4)
        #expect(options.time == .date(.utc))
        #expect(options.colour == .never)
    }

    /// tshark prints what `-T` asks for even when it is to be quiet.
    @Test func quietKeepsOnlyTheListAway() throws {
        #expect(try !options("-q").printsRows)
        #expect(try options("-q", "-T", "fields", "-e", "frame.number").printsRows)
    }

    @Test func readsFieldsFormat() throws {
        let options = try options(
            "-Tfields", "-eframe.number", "-Eseparator=/s", "-Eaggregator=;", "-Equote=d",
            "-Eoccurrence=l", "-Eheader=y", "-Ebom=yes")
        var expected = FieldsFormat()
        expected.separator = UInt8(ascii: " ")
        expected.aggregator = UInt8(ascii: ";")
        expected.quote = UInt8(ascii: "\"")
        expected.occurrence = .last
        expected.hasHeader = true
        expected.hasByteOrderMark = true
        #expect(options.fieldsFormat == expected)
    }
}
