import Foundation
import Testing

/// Package.swift draws the arrows between the modules; the sources must follow them.
///
/// The compiler does not insist: a module that is not declared can be imported as long as it
/// happens to have been built before.
@Suite struct ModuleArrowTests {
    struct Module {
        var name: String
        var dependencies: [String]
    }

    /// Targets in the order of the manifest, with what each declares.
    static func modules() throws -> [Module] {
        let manifest = try Repository.text(of: "Package.swift")
        let target = /\.(?:target|executableTarget|systemLibrary)\(\s*name: "(\w+)"/
        let starts = manifest.matches(of: target)
        return starts.enumerated().map { index, start in
            let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : nil
            let body = manifest[start.range.upperBound..<(end ?? manifest.endIndex)]
            let list = body.firstMatch(of: /^\s*,\s*dependencies: \[([^\]]*)\]/)
            let names = (list?.1 ?? "").matches(of: /"(\w+)"/).map { String($0.1) }
            return Module(name: String(start.1), dependencies: names)
        }
    }

    @Test func arrowsPointToModulesFurtherUp() throws {
        var seen: Set<String> = []
        for module in try Self.modules() {
            for dependency in module.dependencies {
                #expect(
                    seen.contains(dependency),
                    "\(module.name) stands above \(dependency), which it depends on")
            }
            seen.insert(module.name)
        }
        #expect(seen.contains("Bytes") && seen.contains("CommandLine"))
    }

    @Test func sourcesImportOnlyWhatIsDeclared() throws {
        let modules = try Self.modules()
        let names = Set(modules.map(\.name))
        for module in modules where Repository.exists("Sources/\(module.name)") {
            let allowed = Set(module.dependencies)
            let folder = "Sources/\(module.name)"
            for path in try Repository.files(in: [folder], endingWith: ".swift") {
                let text = try Repository.text(of: path)
                let imported = text.matches(of: /(?m)^(?:\w+ )?import (\w+)$/)
                    .map { String($0.1) }
                for name in imported where names.contains(name) {
                    #expect(allowed.contains(name), "\(path) imports \(name)")
                }
            }
        }
    }

    @Test func dissectorsDoNotKnowOneAnother() throws {
        for module in try Self.modules() where module.name.hasPrefix("Dissect") {
            let others = module.dependencies.filter {
                $0.hasPrefix("Dissect") && $0 != "Dissection"
            }
            #expect(others.isEmpty, "\(module.name) knows \(others)")
        }
    }
}
