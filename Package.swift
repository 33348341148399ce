// swift-tools-version: 6.1
import PackageDescription

/// Private imports and explicit existentials keep the rooms honest: a room
/// sees only what it names, and what it names stands in the table below.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

func proof(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestKit"] + dependencies,
        resources: resources, swiftSettings: house)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "yuyan",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "yuyan", targets: ["yuyan"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        room("SQLText"),
        room("FormulaLanguage", ["SQLText"]),
        room("Storage", ["SQLText"]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room("StorageSQLite", ["Storage", "SQLText", grdb]),
        room("StoragePostgres", ["Storage", "SQLText", "CPostgres"]),
        room("Definitions", ["FormulaLanguage", "SQLText", yams]),
        room("Records", ["Definitions", "Storage", "FormulaLanguage", "SQLText", crypto]),
        room("MetricLayer", ["Records", "Definitions", "Storage", "FormulaLanguage", "SQLText"]),
        room("Flow", ["MetricLayer", "Records", "Definitions", "Storage", "FormulaLanguage", "SQLText"]),
        room("Leads", ["Flow", "MetricLayer", "Records", "Definitions", "Storage", "FormulaLanguage", "SQLText"]),
        room("Touches", ["Flow", "MetricLayer", "Records", "Definitions", "Storage", "FormulaLanguage", "SQLText"]),
        room("Pipeline", ["Flow", "MetricLayer", "Records", "Definitions", "Storage", "FormulaLanguage", "SQLText"]),
        room(
            "HTTPAPI",
            [
                "Leads", "Touches", "Pipeline", "Flow", "MetricLayer", "Records", "Definitions", "Storage",
                "FormulaLanguage", "SQLText", hummingbird, crypto, cryptoExtras, logging,
            ]),
        .executableTarget(
            name: "yuyan",
            dependencies: [
                "HTTPAPI", "Leads", "Touches", "Pipeline", "Flow", "MetricLayer", "Records", "Definitions", "Storage",
                "StorageSQLite", "StoragePostgres", "FormulaLanguage", "SQLText", hummingbird, logging, lifecycle,
                arguments,
            ],
            swiftSettings: house),
        room(
            "TestKit",
            ["StorageSQLite", "StoragePostgres", "Storage", "SQLText", "FormulaLanguage", "Definitions", "Records"]),
        proof("SQLText"),
        proof("FormulaLanguage", ["StorageSQLite", "StoragePostgres", "Storage", "SQLText"]),
        proof("Storage", ["StorageSQLite", "StoragePostgres", "SQLText"]),
        proof("Definitions", ["FormulaLanguage", "SQLText"]),
        proof("Records", ["Definitions", "Storage", "FormulaLanguage", "SQLText"]),
        proof("MetricLayer", ["Records", "Definitions", "Storage"]),
        proof("Flow", ["MetricLayer", "Records", "Definitions", "Storage"]),
        proof("Leads", ["Flow", "Touches", "Pipeline", "MetricLayer", "Records", "Definitions", "Storage"]),
        proof(
            "HTTPAPI",
            [
                "Leads", "Touches", "Pipeline", "Flow", "MetricLayer", "Records", "Definitions", "Storage",
                .product(name: "HummingbirdTesting", package: "hummingbird"), hummingbird,
            ]),
    ],
    swiftLanguageModes: [.v6]
)
