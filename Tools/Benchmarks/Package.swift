// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that a plain `swift build` at the top does not build it.
// Tools/bench builds and runs it.
let package = Package(
    name: "Benchmarks",
    targets: [
        .executableTarget(
            name: "make-capture",
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
            ])
    ]
)
