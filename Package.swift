// swift-tools-version: 6.2

import PackageDescription

/// Settings every Swift target shares; applied in the loop at the end, so that none can forget.
let commonSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Cursors on a packet's bytes are types of our own that may not outlive them.
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A module for each family of protocols.
let dissectors = [
    "DissectAMQP",
    "DissectAMQP091",
    "DissectChat",
    "DissectDNS",
    "DissectMQTT",
    "DissectMedia",
    "DissectTLS",
    "DissectWeb",
    "DissectXMPP",
]

let package = Package(
    name: "earshot",
    products: [
        .executable(name: "earshot", targets: ["earshot"])
    ]
        // For the packages in Tools: benchmarks and fuzzing.
        + ([
            "Analysis", "Browsing", "Bytes", "Captures", "Diagrams", "Dissection", "Exchanges",
            "Filters", "Packets", "Printing", "Statistics", "Traffic",
        ] + dissectors).map {
            .library(name: $0, targets: [$0])
        },
    targets: [
        // C libraries, each behind one module of ours.
        .systemLibrary(name: "CPcap", providers: [.apt(["libpcap-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CLz4", providers: [.apt(["liblz4-dev"])]),
        .systemLibrary(name: "CPcre2", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),

        // The way of the data, from bytes up; an arrow only points to a target above it.
        .target(name: "Bytes"),
        // A header with two inline functions: fetching memory ahead of its use.
        .target(name: "CPrefetch"),
        .target(name: "Cryptography", dependencies: ["Bytes", "CCrypto"]),
        // A header: what Linux alone has, and what Swift cannot call.
        .target(name: "CLinux"),
        .target(name: "SASL", dependencies: ["Bytes", "Cryptography"]),
        .target(
            name: "Captures",
            dependencies: ["Bytes", "CLinux", "CPrefetch", "CZlib", "CZstd", "CLz4"]),
        .target(name: "LiveCapture", dependencies: ["Bytes", "Captures", "CLinux", "CPcap"]),
        .target(name: "Packets", dependencies: ["Bytes"]),
        .target(name: "Dissection", dependencies: ["Bytes", "CPrefetch"]),
        .target(name: "Inflation", dependencies: ["Bytes", "Dissection", "CZlib"]),
        .target(name: "DissectAMQP", dependencies: ["Bytes", "Dissection"]),
        .target(name: "DissectAMQP091", dependencies: ["Bytes", "Dissection"]),
        .target(name: "DissectChat", dependencies: ["Bytes", "Dissection"]),
        .target(name: "DissectDNS", dependencies: ["Bytes", "Dissection"]),
        .target(name: "DissectMedia", dependencies: ["Bytes", "Dissection"]),
        .target(name: "DissectMQTT", dependencies: ["Bytes", "Dissection"]),
        .target(name: "DissectTLS", dependencies: ["Bytes", "Dissection", "Cryptography"]),
        .target(name: "DissectWeb", dependencies: ["Bytes", "Dissection", "Inflation"]),
        .target(
            name: "DissectXMPP", dependencies: ["Bytes", "Dissection", "Inflation", "CExpat"]),
        .target(name: "Flows", dependencies: ["Bytes", "Packets", "Dissection", "CPrefetch"]),
        .target(
            name: "PacketFields", dependencies: ["Bytes", "Packets", "Dissection", "Flows"]),
        .target(
            name: "Printing",
            dependencies: [
                "Bytes", "CPrefetch", "Captures", "Cryptography", "Packets", "Dissection", "Flows",
            ]),
        // Flow graphs: what went between whom, and pictures of it.
        .target(
            name: "Exchanges",
            dependencies: ["Bytes", "Packets", "Dissection", "Flows", "Printing"]),
        .target(
            name: "Diagrams",
            dependencies: ["Bytes", "Cryptography", "Dissection", "Exchanges", "Printing"]),
        .target(name: "Browsing", dependencies: ["Diagrams", "Exchanges", "CNcurses"]),
        .target(
            name: "Statistics",
            dependencies: [
                "Bytes", "Packets", "Diagrams", "Dissection", "Flows", "PacketFields", "Printing",
            ]),
        .target(
            name: "Filters",
            dependencies: ["Bytes", "Packets", "Dissection", "Printing", "CPcre2"]),
        .target(
            name: "Taps",
            dependencies: [
                "Bytes", "Packets", "Dissection", "Printing", "Statistics", "Filters",
            ]),
        .target(
            name: "Analysis",
            dependencies: [
                "Bytes",
                "Captures",
                "Packets",
                "Dissection",
                "DissectAMQP",
                "DissectAMQP091",
                "DissectChat",
                "DissectDNS",
                "DissectMQTT",
                "DissectMedia",
                "DissectTLS",
                "DissectWeb",
                "DissectXMPP",
                "Exchanges",
                "Filters",
                "Flows",
                "PacketFields",
                "Printing",
                "Statistics",
                "Taps",
            ]),
        .target(
            name: "Extraction",
            dependencies: [
                "Analysis", "Bytes", "Captures", "Cryptography", "DissectTLS", "Dissection",
                "Flows",
                "Packets", "Printing",
            ]),
        .target(
            name: "Traffic",
            dependencies: [
                "Bytes", "Captures", "Cryptography", "DissectAMQP", "DissectAMQP091",
                "DissectChat", "DissectDNS", "DissectMQTT", "DissectTLS", "DissectWeb",
                "DissectXMPP", "Dissection", "Packets", "SASL",
            ]),
        .target(
            name: "CommandLine",
            dependencies: [
                "Analysis", "Browsing", "Bytes", "Captures", "Diagrams", "DissectTLS",
                "Dissection", "Exchanges", "Extraction", "Filters", "LiveCapture",
                "PacketFields", "Packets", "Printing", "Statistics", "Taps", "Traffic",
            ]),
        .executableTarget(
            name: "earshot", dependencies: ["CommandLine"],
            // Nine libraries less to be found and linked at each start, and a program that runs
            // where no toolchain is.
            linkerSettings: [
                .unsafeFlags(["-static-stdlib"], .when(configuration: .release))
            ]),

        .target(
            name: "TestKit", dependencies: ["Bytes", "Captures", "Dissection"],
            path: "Tests/TestKit"),
        .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestKit"]),
        .testTarget(
            name: "CapturesTests", dependencies: ["Bytes", "Captures", "LiveCapture", "TestKit"]),
        .testTarget(name: "LiveCaptureTests", dependencies: ["Bytes", "Captures", "LiveCapture"]),
        .testTarget(name: "PacketsTests", dependencies: ["Bytes", "Packets", "TestKit"]),
        .testTarget(
            name: "DissectionTests",
            dependencies: ["Bytes", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectAMQPTests",
            dependencies: ["Bytes", "DissectAMQP", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectAMQP091Tests",
            dependencies: ["Bytes", "DissectAMQP091", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectChatTests",
            dependencies: ["Bytes", "DissectChat", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectDNSTests",
            dependencies: ["Bytes", "DissectDNS", "Dissection", "TestKit"], exclude: ["Expected"]),
        .testTarget(
            name: "DissectMediaTests",
            dependencies: ["Bytes", "DissectMedia", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectMQTTTests",
            dependencies: ["Bytes", "DissectMQTT", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectTLSTests",
            dependencies: ["Bytes", "Cryptography", "DissectTLS", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectWebTests",
            dependencies: ["Bytes", "DissectWeb", "Dissection", "TestKit"]),
        .testTarget(
            name: "DissectXMPPTests",
            dependencies: ["Bytes", "DissectXMPP", "Dissection", "TestKit"]),
        .testTarget(name: "SASLTests", dependencies: ["SASL"]),
        .testTarget(
            name: "FlowsTests",
            dependencies: ["Bytes", "Dissection", "Flows", "Packets", "TestKit"]),
        .testTarget(
            name: "PrintingTests",
            dependencies: [
                "Bytes", "Captures", "Dissection", "Flows", "Packets", "PacketFields", "Printing",
                "TestKit",
            ]),
        .testTarget(
            name: "BrowsingTests",
            dependencies: ["Browsing", "Bytes", "Diagrams", "Exchanges", "Printing"]),
        .testTarget(
            name: "ExtractionTests", dependencies: ["Bytes", "Cryptography", "Extraction"]),
        .testTarget(
            name: "StatisticsTests",
            dependencies: [
                "Analysis", "Bytes", "Captures", "Diagrams", "Dissection", "Packets", "Printing",
                "Statistics", "TestKit",
            ]),
        .testTarget(name: "TapsTests", dependencies: ["Analysis", "Bytes", "Captures", "Taps"]),
        .testTarget(
            name: "TrafficTests",
            dependencies: [
                "Bytes", "Captures", "DissectAMQP", "DissectAMQP091", "DissectChat", "DissectMQTT",
                "DissectXMPP", "Packets", "SASL", "TestKit", "Traffic",
            ]),
        .testTarget(
            name: "FiltersTests", dependencies: ["Bytes", "Dissection", "Filters", "TestKit"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "Analysis", "CommandLine", "LiveCapture", "Printing", "TestKit", "Traffic",
            ]),
        .testTarget(name: "GoldenTests", exclude: ["GOLDEN.list", "Expected"]),
        .testTarget(name: "TidyTests"),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + commonSettings
}
