// swift-tools-version: 6.2

import PackageDescription

/// Same rules as the package that is fuzzed.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let modules = Target.Dependency.product(name: "EarshotModules", package: "earshot")

// A package of its own, so that a plain `swift build` neither builds nor instruments it.
// Tools/fuzz builds and runs it.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "earshot", path: "../..")],
    targets: [
        .target(name: "FuzzSupport", swiftSettings: settings)
    ]
        + ["fuzz-captures", "fuzz-packets", "fuzz-dns", "fuzz-pipeline"].map {
            .executableTarget(
                name: $0, dependencies: ["FuzzSupport", modules], swiftSettings: settings)
        }
)
