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

/// What is fuzzed, and the modules that it takes.
let fuzzed = [
    "fuzz-captures": ["Bytes", "Captures"],
    "fuzz-packets": ["Bytes", "Packets"],
    "fuzz-amqp": ["Bytes", "DissectAMQP", "Dissection"],
    "fuzz-amqp091": ["Bytes", "DissectAMQP091", "Dissection"],
    "fuzz-chat": ["Bytes", "DissectChat", "Dissection"],
    "fuzz-dns": ["Bytes", "DissectDNS", "Dissection"],
    "fuzz-media": ["Bytes", "DissectMedia", "Dissection"],
    "fuzz-mqtt": ["Bytes", "DissectMQTT", "Dissection"],
    "fuzz-tls": ["Bytes", "DissectTLS", "Dissection"],
    "fuzz-xmpp": ["Bytes", "DissectXMPP", "Dissection"],
    "fuzz-web": ["Bytes", "DissectWeb", "Dissection"],
    "fuzz-servers": ["Captures", "Packets", "Traffic"],
    "fuzz-filters": ["Analysis", "Bytes", "Dissection", "Filters", "Packets", "Printing"],
    "fuzz-flow": [
        "Analysis", "Browsing", "Bytes", "Captures", "Diagrams", "Dissection", "Exchanges",
        "Printing",
    ],
    "fuzz-pipeline": ["Analysis", "Bytes", "Captures", "Dissection", "Printing"],
    "fuzz-stats": ["Analysis", "Bytes", "Captures", "Filters", "Printing", "Statistics"],
]

func modules(_ names: [String]) -> [Target.Dependency] {
    names.map { .product(name: $0, package: "earshot") }
}

// A package of its own, so that a plain `swift build` neither builds nor instruments it.
// Tools/fuzz builds and runs it.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "earshot", path: "../..")],
    targets: [
        .target(
            name: "FuzzSupport", dependencies: modules(["Bytes", "Captures", "Dissection"]),
            swiftSettings: settings)
    ]
        + fuzzed.map { name, uses in
            .executableTarget(
                name: name, dependencies: ["FuzzSupport"] + modules(uses), swiftSettings: settings)
        }
)
