import Bytes
import Diagrams
import Foundation
import TestKit
import Testing

@testable import Statistics

/// Plots as pictures: what is written in them, and where.
@Suite struct PlotSVGTests {
    private func picture(_ plot: StatisticsPlot) throws -> SVGPicture {
        let path = FileManager.default.temporaryDirectory.path + "/plot-\(UUID()).svg"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data().write(to: URL(filePath: path))
        let file = try #require(FileHandle(forWritingAtPath: path))
        var output = OutputFile(descriptor: file.fileDescriptor)
        PlotSVG.write(plot, source: "lab.pcap", to: &output)
        try #require(output.failure == 0)
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        return try #require(SVGPicture(bytes))
    }

    private func plot(
        _ series: [StatisticsPlot.Series], hasPanels: Bool = false,
        horizontal: StatisticsPlot.Axis = .init("time", .time),
        vertical: StatisticsPlot.Axis = .init("credit", .count)
    ) -> StatisticsPlot {
        StatisticsPlot(
            "a.b", "A title", summary: "What matters most.", horizontal: horizontal,
            vertical: vertical, hasPanels: hasPanels, series: series)
    }

    private func expectTidy(_ picture: SVGPicture, _ comment: Comment? = nil) {
        #expect(picture.textsOutside.isEmpty, comment)
        #expect(picture.textsOverlapping.isEmpty, comment)
    }

    @Test(arguments: [false, true]) func explainsItself(hasPanels: Bool) throws {
        let picture = try picture(
            plot(
                [
                    .init("one", figures: "3 in all", .level, [.init(0, 1), .init(0.02, 3)]),
                    .init("two", figures: "none", .steps, [.init(0, 0), .init(0.04, 0)]),
                ], hasPanels: hasPanels))
        let words = picture.texts.map(\.words)
        for text in [
            "A title", "What matters most.", "time (ms)", "credit", "one: 3 in all", "two: none",
            "lab.pcap", "40",
        ] {
            #expect(words.contains(text), "\(text)")
        }
        expectTidy(picture)
    }

    /// A link of ten messages and one of a million are both more than a line along the axis.
    @Test func panelsHaveAxesOfTheirOwn() throws {
        let picture = try picture(
            plot(
                [10, 1_000_000].map { most in
                    .init(
                        "\(most)", figures: "", .level,
                        [.init(0, most), .init(1, 0), .init(2, most)])
                }, hasPanels: true))
        let heights = picture.elements.filter {
            $0.attributes["class"]?.hasPrefix("series") ?? false
        }
        .map { element in
            let places = SVGPicture.corners(element.attributes["d"] ?? "").map(\.y)
            return (places.max() ?? 0) - (places.min() ?? 0)
        }
        #expect(heights == [84, 84])
        expectTidy(picture)
    }

    @Test func columnsHaveTheirNumbers() throws {
        let picture = try picture(
            plot(
                [.init("packets", figures: "", .bars, [.init(0, 7), .init(1, 0), .init(2, 1234)])],
                horizontal: .init("length", .count, categories: ["short", "middling", "long"])))
        let words = picture.texts.map(\.words)
        for text in ["short", "middling", "long", "7", "1,234"] { #expect(words.contains(text)) }
        expectTidy(picture)
    }

    /// What somebody called a link is text, in the picture, and on no other text.
    @Test(
        arguments: [
            "<script>alert(1)</script>", "]]>&amp;", "\u{1B}[31m\u{0}\u{202E}", "",
            String(repeating: "x", count: 4096), String(repeating: "wide 漢字 ", count: 100),
        ], [false, true])
    func standsAnyName(name: String, hasPanels: Bool) throws {
        let series = StatisticsPlot.Series(
            name, figures: "20 in all", .level, [.init(0, 1), .init(1, 2)])
        let picture = try picture(plot([series, series], hasPanels: hasPanels))
        #expect(!picture.elements.contains { $0.name == "script" })
        #expect(picture.texts.count { $0.words.hasSuffix(": 20 in all") } == 2)
        expectTidy(picture)
    }

    @Test func moreCurvesThanColoursAreTold() throws {
        let series = (0..<20).map { index in
            StatisticsPlot.Series("s\(index)", figures: "", .steps, [.init(0, Double(index))])
        }
        let picture = try picture(plot(series))
        #expect(picture.texts.contains { $0.words == "and 14 more" })
        expectTidy(picture)
    }

    @Test(
        arguments: [
            [], [.init(0, 0)], [.init(0, 1e300)], [.init(.nan, .nan)],
            [.init(-1, -5), .init(2, 3)],
            [.init(.infinity, 1), .init(0, -.infinity)], [.init(0, 999_999_999), .init(1e9, 1)],
            [.init(1e-9, 1e-9)],
        ] as [[StatisticsPlot.Point]])
    func standsAnyValues(points: [StatisticsPlot.Point]) throws {
        for shape in [StatisticsPlot.Shape.steps, .level, .bars] {
            for kind in [StatisticsColumn.Kind.count, .bytes, .rate, .share] {
                let picture = try picture(
                    plot(
                        [.init("a", figures: "b", shape, points)],
                        vertical: .init("y", kind)))
                expectTidy(picture, "\(shape) \(kind)")
            }
        }
    }
}

/// The colours that all pictures share.
@Suite struct SVGStyleTests {
    /// WCAG's relative luminance.
    private func luminance(_ colour: Substring) -> Double {
        let value = Int(colour, radix: 16) ?? 0
        let parts = [16, 8, 0].map { shift in
            let part = Double(value >> shift & 0xFF) / 255
            return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    /// Text and curves can be read on a light ground and on a dark one: 4.5 to 1, as WCAG asks of
    /// text.
    @Test func coloursCanBeReadOnBothGrounds() throws {
        let schemes = "\(SVGStyle.rules)".components(separatedBy: "@media")
        try #require(schemes.count == 2)
        for scheme in schemes {
            var colours: [String: Double] = [:]
            for match in scheme.matches(of: /--([a-z0-9]+): #([0-9a-f]{6})/) {
                colours[String(match.1)] = luminance(match.2)
            }
            let ground = try #require(colours["ground"])
            for name in ["ink", "faint", "c1", "c2", "c3", "c4", "c5", "c6"] {
                let colour = try #require(colours[name])
                let contrast = (max(colour, ground) + 0.05) / (min(colour, ground) + 0.05)
                #expect(contrast >= 4.5, "\(name)")
            }
        }
    }
}
