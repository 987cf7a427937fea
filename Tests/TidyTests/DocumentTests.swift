import Foundation
import Testing

/// What the documents name must be there.
@Suite struct DocumentTests {
    static func documents() throws -> [String] {
        try ["README.md", "SamplePcaps/README.md"]
            + Repository.files(in: ["Docs"], endingWith: ".md")
    }

    /// Paths in code marks that begin with a folder of the repository.
    @Test func documentsNameOnlyFilesThatExist() throws {
        let path = /\b(?:Sources|Tests|Tools|Docs|SamplePcaps|\.ci)\/[A-Za-z0-9_.\/+-]*[A-Za-z0-9+]/
        for document in try Self.documents() {
            for match in try Repository.text(of: document).matches(of: path) {
                let name = String(match.0)
                #expect(Repository.exists(name), "\(document) names \(name)")
            }
        }
    }

    /// Links to files, seen from the document's folder.
    @Test func linksLeadSomewhere() throws {
        for document in try Self.documents() {
            let folder = document.split(separator: "/").dropLast().joined(separator: "/")
            for match in try Repository.text(of: document).matches(of: /\]\(([^)#:]+)\)/) {
                let target = folder.isEmpty ? String(match.1) : "\(folder)/\(match.1)"
                #expect(Repository.exists(target), "\(document) links to \(match.1)")
            }
        }
    }

    /// The table of limits: a type, and what it calls the limit.
    @Test func limitsAreWhereTheTableSays() throws {
        let table = try Repository.text(of: "Docs/architecture.md")
        let limits = table.matches(of: /\| `(\w+)\.(\w+)` \|/)
        let sources = try Repository.files(in: ["Sources"], endingWith: ".swift")
        #expect(limits.count > 10)
        for limit in limits {
            let name = "\(limit.1).swift"
            let file = sources.first { $0.hasSuffix("/\(name)") }
            let text = try Repository.text(of: #require(file, "there is no \(name)"))
            #expect(text.contains("var \(limit.2)"), "\(name) does not name \(limit.2)")
        }
    }

    @Test func everySampleHasARow() throws {
        let table = try Repository.text(of: "SamplePcaps/README.md")
        let samples = try Repository.files(in: ["SamplePcaps"], endingWith: "")
            .map { String($0.dropFirst("SamplePcaps/".count)) }
        let missing = samples.filter { $0 != "README.md" && !table.contains("| \($0) |") }
        #expect(missing.isEmpty, "SamplePcaps/README.md has no row for \(missing)")
    }
}
