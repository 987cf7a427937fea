// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that a plain `swift build` at the top does not build it.
// Tools/bench builds and runs it.
let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "earshot", path: "../..")],
    targets: [
        .executableTarget(
            name: "make-capture",
            dependencies: [
                .product(name: "Bytes", package: "earshot"),
                .product(name: "Captures", package: "earshot"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
            ])
    ]
)
