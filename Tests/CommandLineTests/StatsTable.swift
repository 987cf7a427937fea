import Foundation
import Testing

/// Tables of `earshot stats --json`, as another program reads them.
struct StatsReport: Decodable {
    struct Table: Decodable {
        struct Column: Decodable {
            var name: String
            var kind: String
        }

        var name: String
        var columns: [Column]
        var rows: [[String: Value]]
        var remarks: [String]

        /// One column's number, by what another column says.
        func counts(_ column: String, by key: String) -> [String: Int] {
            var counts: [String: Int] = [:]
            for row in rows {
                guard let name = row[key]?.text, let count = row[column]?.number else { continue }
                counts[name, default: 0] += Int(count)
            }
            return counts
        }
    }

    enum Value: Decodable {
        case none
        case text(String)
        case number(Double)
        case flag(Bool)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .none
            } else if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
        var number: Double? { if case .number(let number) = self { number } else { nil } }
    }

    var packets: Int
    var messages: Int
    var bytes: Int
    var duration: Double
    var tables: [Table]

    init(_ arguments: [String]) throws {
        let result = try Program.earshot.run(["stats", "--json"] + arguments)
        #expect(result.status == 0, "\(result.errors)")
        self = try JSONDecoder().decode(StatsReport.self, from: Data(result.output))
    }

    subscript(name: String) -> Table? { tables.first { $0.name == name } }
}

/// Values of fields that tshark finds in a capture: for each packet, for each field, all of them.
struct TsharkValues {
    var packets: [[[String]]]

    init(_ path: String, _ fields: [String], filter: String? = nil) throws {
        let tshark = try #require(Program.tshark)
        let output = try tshark.run(
            ["-n", "-o", "tcp.reassemble_out_of_order:TRUE", "-r", path, "-T", "fields"]
                + (filter.map { ["-Y", $0] } ?? []) + ["-E", "aggregator=;"]
                + fields.flatMap { ["-e", $0] })
        packets = output.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map { line in
                line.split(separator: "\t", omittingEmptySubsequences: false).map { column in
                    column.isEmpty
                        ? []
                        : column.split(separator: ";", omittingEmptySubsequences: false)
                            .map(String.init)
                }
            }
    }

    /// How often each value of the first field is there.
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for packet in packets { for value in packet[0] { counts[value, default: 0] += 1 } }
        return counts
    }
}
