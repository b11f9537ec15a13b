// swift-tools-version: 6.2
import PackageDescription

// One settings block for every target. CI sets STARLING_WERROR so that warnings fail the build there.
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (Context.environment["STARLING_WERROR"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A Swift target of one layer: `Sources/<layer>/<name>`. Imports may only point to the same or a lower layer.
func target(
    _ layer: String, _ name: String, _ dependencies: [Target.Dependency] = [], extra: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)", swiftSettings: settings + extra)
}

/// For modules of scalar 64-bit arithmetic: with AVX-512 the compiler packs independent words into vectors and loses a
/// factor of two to three in Keccak to moving them about.
let scalarOnly: [SwiftSetting] = [.unsafeFlags(["-Xllvm", "-vectorize-slp=false"])]

/// A C or C++ target of our own: lane operations and shims that Swift cannot express.
func shim(_ layer: String, _ name: String, _ dependencies: [Target.Dependency] = [], link: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)",
        linkerSettings: link.map { .linkedLibrary($0) })
}

/// A library from Debian, behind a module map.
func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/SystemLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The tests of one target: `Tests/<layer>/<name>Tests`. `VectorFiles` finds and reads golden data.
func tests(_ layer: String, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["VectorFiles"], path: "Tests/\(layer)/\(name)Tests",
        swiftSettings: settings)
}

let systemLibraries: [Target] = [
    system("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
    system("CRocksDB", pkgConfig: "rocksdb", apt: "librocksdb-dev"),
    system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
]

let basics: [Target] = [
    target("Basics", "ByteCoding"),
    target("Basics", "ProtobufCoding", ["ByteCoding"]),
    target("Basics", "Determinism"),
    target("Basics", "WorkerPools"),
]

let math: [Target] = [
    shim("Math", "CLanes"),
    target("Math", "SHA2", ["CLanes"], extra: scalarOnly),
    target("Math", "FiniteFields", ["ByteCoding"], extra: scalarOnly),
    target("Math", "PackedFields", ["CLanes", "FiniteFields"]),
    target("Math", "HashFunctions", ["FiniteFields", "EllipticCurves", "SHA2"], extra: scalarOnly),
    target("Math", "HashLanes", ["CLanes", "FiniteFields", "PackedFields", "HashFunctions"]),
    target("Math", "EllipticCurves", ["FiniteFields", "SHA2"], extra: scalarOnly),
    target("Math", "CirclePolynomials", ["FiniteFields", "PackedFields", "CLanes", "CircleGroups", "WorkerPools"]),
    target("Math", "CircleGroups", ["FiniteFields"]),
]

let proofs: [Target] = [
    target("Proofs", "Transcripts", ["FiniteFields", "HashFunctions"]),
    target("Proofs", "Commitments", ["FiniteFields", "HashFunctions", "ByteCoding"]),
    target("Proofs", "CircleFRI", ["FiniteFields", "CircleGroups", "Transcripts", "Commitments", "HashFunctions"]),
    target("Proofs", "ConstraintSystems", ["FiniteFields", "CircleGroups"]),
    target("Proofs", "ConstraintLanes", ["ConstraintSystems", "FiniteFields", "PackedFields", "CLanes"]),
    target(
        "Proofs", "StarkVerifying",
        [
            "FiniteFields", "CircleGroups", "Transcripts", "Commitments", "CircleFRI", "ConstraintSystems",
            "HashFunctions",
        ]),
    target(
        "Proofs", "StarkProving",
        [
            "FiniteFields", "PackedFields", "CLanes", "CircleGroups", "CirclePolynomials", "HashFunctions", "HashLanes",
            "Transcripts", "Commitments", "CircleFRI", "ConstraintSystems", "StarkVerifying", "WorkerPools",
        ]),
]

let cairo: [Target] = [
    target("Cairo", "CasmModel", ["FiniteFields", "HashFunctions"]),
    target("Cairo", "CairoMachine", ["CasmModel", "FiniteFields", "EllipticCurves", "HashFunctions", "SHA2"]),
    target(
        "Cairo", "CairoAIR", ["ConstraintSystems", "ConstraintLanes", "FiniteFields", "PackedFields", "CLanes"]),
    target(
        "Cairo", "CairoVerifying",
        [
            "CairoAIR", "ConstraintSystems", "StarkVerifying", "Transcripts", "Commitments", "CircleFRI",
            "CircleGroups", "FiniteFields", "HashFunctions", "ByteCoding",
        ]),
    target(
        "Cairo", "CairoWitness",
        [
            "CairoMachine", "CasmModel",
            "CairoAIR", "CairoVerifying", "StarkVerifying", "ConstraintSystems", "ConstraintLanes", "FiniteFields",
            "PackedFields", "CLanes", "WorkerPools", "EllipticCurves", "HashFunctions", "CircleGroups",
        ]),
    target(
        "Cairo", "CairoProving",
        [
            "CairoWitness", "CairoVerifying", "StarkProving", "StarkVerifying", "CairoAIR", "ConstraintSystems",
            "ConstraintLanes", "CirclePolynomials", "CircleGroups", "Transcripts", "Commitments", "CircleFRI",
            "FiniteFields", "PackedFields", "HashFunctions", "WorkerPools",
        ]),
]

let starknet: [Target] = [
    target(
        "Starknet", "StarknetModel", ["CasmModel", "FiniteFields", "HashFunctions", "EllipticCurves", "ByteCoding"]),
    target("Starknet", "StateTries", ["FiniteFields", "HashFunctions", "ByteCoding", "StarknetModel"]),
    target("Starknet", "ProtocolRules", ["BlockPrograms", "StarknetModel", "CasmModel", "FiniteFields"]),
    target(
        "Starknet", "TransactionExecution",
        [
            "ProtocolRules", "StarknetModel", "BlockPrograms", "StateTries", "CairoMachine", "CasmModel",
            "FiniteFields",
            "HashFunctions", "EllipticCurves", "SHA2",
        ]),
    target(
        "Starknet", "BlockPrograms",
        [
            "StarknetModel", "StateTries", "CasmModel", "FiniteFields", "EllipticCurves", "HashFunctions", "SHA2",
            "ByteCoding",
        ]),
    target(
        "Starknet", "BlockProgramRunning",
        ["BlockPrograms", "CairoMachine", "StarknetModel", "CasmModel", "FiniteFields", "HashFunctions"]),
    target("Starknet", "QuorumCertificates", ["ProtobufCoding"]),
    target(
        "Starknet", "BlockVerifying",
        [
            "ProtobufCoding", "QuorumCertificates", "EllipticCurves",
            "BlockPrograms", "ProtocolRules", "StarknetModel", "StateTries", "CairoVerifying", "CairoAIR",
            "StarkVerifying", "CasmModel", "FiniteFields", "HashFunctions", "SHA2", "ByteCoding",
        ]),
]

let consensus: [Target] = [
    target("Consensus", "ConsensusCore", ["QuorumCertificates"]),
    target("Consensus", "ConsensusSimulation", ["ConsensusCore", "QuorumCertificates", "Determinism"]),
    target("Consensus", "WriteAheadLog"),
    target(
        "Consensus", "ValidatorSigning",
        ["ConsensusCore", "QuorumCertificates", "EllipticCurves", "WriteAheadLog", "COpenSSL"]),
    target(
        "Consensus", "ConsensusWire",
        ["ConsensusCore", "QuorumCertificates", "ProtobufCoding", "ByteCoding"]),
    target("Consensus", "PeerNetworking", ["COpenSSL", "CLinux", "ValidatorSigning"]),
    target(
        "Consensus", "ConsensusEngine",
        [
            "ConsensusCore", "ConsensusWire", "QuorumCertificates", "ProtobufCoding", "WriteAheadLog",
            "ValidatorSigning",
        ]),
    target(
        "Consensus", "ValidatorHosting",
        [
            "ConsensusEngine", "ConsensusCore", "ConsensusWire", "QuorumCertificates", "WriteAheadLog",
            "ValidatorSigning",
            "PeerNetworking",
        ]),
]

let services: [Target] = [
    shim("SystemLibraries", "CLinux"),
    shim("SystemLibraries", "CSimdJSON", link: ["simdjson"]),
    shim("SystemLibraries", "CCurlShim", ["CCurl"]),
    target("Services", "JSONCoding", ["CSimdJSON", "FiniteFields"]),
    target("Services", "CommandLines"),
    target("Services", "Observability", ["CLinux"]),
    target("Services", "HTTPServing", ["CLinux"]),
    target("Services", "HTTPRequesting", ["CCurl", "CCurlShim"]),
    target("Services", "SQLiteStorage", ["CSQLite"]),
    target("Services", "HTMLBuilding"),
    target("Services", "GzipCoding", ["CZlib"]),
    target(
        "Services", "StarknetJSON",
        ["JSONCoding", "StarknetModel", "CasmModel", "FiniteFields"]),
    target(
        "Services", "CairoFiles",
        ["JSONCoding", "StarknetJSON", "CairoMachine", "CasmModel", "FiniteFields"]),
    target(
        "Services", "BlockProgramFiles",
        [
            "JSONCoding", "BlockPrograms", "BlockProgramRunning", "CairoMachine", "CairoWitness", "CairoAIR",
            "CasmModel", "FiniteFields", "HashFunctions", "SHA2",
        ]),
    target(
        "Services", "ProofFormats",
        [
            "JSONCoding", "CairoVerifying", "CairoAIR", "StarkVerifying", "CircleFRI", "Commitments", "HashFunctions",
            "FiniteFields", "CairoWitness", "CairoProving",
        ]),
    target("Services", "ChainStorage", ["CRocksDB", "StarknetModel", "StateTries", "ByteCoding", "FiniteFields"]),
    target("Services", "TransactionPool", ["StarknetModel", "FiniteFields"]),
    target(
        "Services", "BlockProduction",
        [
            "ProtocolRules", "StarknetModel", "StateTries", "TransactionExecution", "BlockPrograms", "CasmModel",
            "ChainStorage",
            "TransactionPool", "StarknetJSON", "JSONCoding", "FiniteFields", "HashFunctions", "EllipticCurves",
            "ByteCoding",
        ]),
    target(
        "Services", "NodeService",
        [
            "BlockProduction", "ConsensusEngine", "ConsensusCore", "QuorumCertificates", "ValidatorSigning",
            "ValidatorHosting", "PeerNetworking",
            "TransactionPool", "ChainStorage", "StarknetRPC", "HTTPServing", "Observability", "StarknetModel",
            "ProtocolRules",
            "StarknetJSON", "JSONCoding", "TransactionExecution", "BlockPrograms", "CasmModel", "StateTries",
            "ByteCoding", "FiniteFields",
        ]),
    target(
        "Services", "StarknetRPC",
        [
            "HTTPServing", "JSONCoding", "StarknetJSON", "StarknetModel", "StateTries", "ChainStorage",
            "TransactionPool", "FiniteFields",
        ]),
    target(
        "Services", "StarknetClient", ["HTTPRequesting", "JSONCoding", "StarknetJSON", "StarknetModel", "FiniteFields"]),
    target("Services", "ProofStorage", ["JSONCoding", "SHA2", "FiniteFields"]),
    target(
        "Services", "BlockBundling",
        [
            "StarknetClient", "StarknetJSON", "JSONCoding", "BlockPrograms", "BlockVerifying", "ProtocolRules",
            "ValidatorSigning", "TransactionExecution", "ProofStorage",
            "QuorumCertificates", "ProtobufCoding", "StarknetModel", "CasmModel", "FiniteFields", "ByteCoding",
        ]),
    target(
        "Services", "ProofWatching",
        [
            "ProofStorage", "BlockBundling", "StarknetClient", "SQLiteStorage", "BlockPrograms", "BlockProgramRunning",
            "BlockVerifying", "CairoMachine", "CairoProving", "CairoVerifying", "CairoWitness", "CasmModel",
            "HTTPServing", "JSONCoding", "Observability", "StarknetModel", "FiniteFields",
        ]),
    .target(
        name: "ExplorerWeb",
        dependencies: [
            "HTMLBuilding", "HTTPServing", "HTTPRequesting", "JSONCoding", "SQLiteStorage", "Observability",
            "HashFunctions", "FiniteFields", "GzipCoding", "ProofStorage", "SHA2",
        ],
        path: "Sources/Services/ExplorerWeb",
        resources: [
            .embedInCode("Assets/style.css"), .embedInCode("Assets/icon.svg"), .embedInCode("Assets/explorer.js"),
            .embedInCode("Assets/proofs.js"), .embedInCode("Assets/verifier.js"), .embedInCode("Assets/carried.js"),
            .embedInCode("Assets/walk.js"), .embedInCode("Assets/theme.js"), .embedInCode("Assets/dom.js"),
            .embedInCode("Assets/times.js"),
            .embedInCode("Assets/copy.js"), .embedInCode("Assets/search.js"), .embedInCode("Assets/home.js"),
            .embedInCode("Assets/charts.js"), .embedInCode("Assets/verification.js"),
            .embedInCode("Assets/compare.js"), .embedInCode("Assets/report.js"), .embedInCode("Assets/sha256.js"),
            .embedInCode("Assets/verify-worker.js"),
        ],
        swiftSettings: settings),
    target(
        "Services", "LocalNetworking",
        [
            "HTTPRequesting", "JSONCoding", "ValidatorHosting", "ValidatorSigning", "BlockProduction",
            "TransactionExecution", "FiniteFields",
        ]),
    target(
        "Services", "LoadClient",
        [
            "StarknetClient", "StarknetJSON", "StarknetModel", "TransactionExecution", "EllipticCurves",
            "HashFunctions", "FiniteFields",
        ]),
]

let apps: [Target] = [
    .executableTarget(
        name: "starling",
        dependencies: [
            "BlockBundling",
            "BlockProduction",
            "BlockProgramFiles",
            "BlockProgramRunning",
            "BlockPrograms",
            "BlockVerifying",
            "CairoFiles",
            "CairoMachine",
            "CairoProving",
            "CairoVerifying",
            "CairoWitness",
            "CasmModel",
            "ChainStorage",
            "CommandLines",
            "ExplorerWeb",
            "FiniteFields",
            "HTTPRequesting",
            "HTTPServing",
            "HashFunctions",
            "JSONCoding",
            "LoadClient",
            "LocalNetworking",
            "NodeService",
            "Observability",
            "ProofFormats",
            "ProofStorage",
            "ProofWatching",
            "ProtocolRules",
            "StarkVerifying",
            "StarknetClient",
            "StarknetJSON",
            "StarknetModel",
            "TransactionExecution",
            "ValidatorHosting",
            "ValidatorSigning",
        ],
        path: "Sources/Apps/starling", swiftSettings: settings),
    .executableTarget(
        name: "starling-bench",
        dependencies: [
            "FiniteFields", "EllipticCurves", "HashFunctions", "SHA2", "CairoMachine", "CasmModel", "StarknetJSON",
            "JSONCoding", "BlockPrograms", "BlockProgramRunning", "BlockVerifying", "CairoProving", "CairoVerifying",
            "CairoWitness", "DemoChains", "QuorumCertificates", "StarknetModel", "StateTries", "TransactionExecution",
            "ValidatorSigning",
        ],
        path: "Sources/Apps/starling-bench", swiftSettings: settings),
]

let support: [Target] = [
    .target(name: "VectorFiles", path: "Tests/Support/VectorFiles", swiftSettings: settings),
    .target(
        name: "DemoChains",
        dependencies: [
            "TransactionExecution", "StateTries", "StarknetModel", "CasmModel", "FiniteFields", "HashFunctions",
            "EllipticCurves", "StarknetFixtures", "CasmFiles", "VectorFiles",
        ],
        path: "Tests/Support/DemoChains", swiftSettings: settings),
    .target(
        name: "FixtureChains",
        dependencies: [
            "BlockPrograms", "BlockProgramRunning", "BlockVerifying", "ByteCoding", "CairoProving", "CairoVerifying",
            "CairoWitness", "CasmFiles", "CasmModel", "EllipticCurves", "FiniteFields", "HashFunctions",
            "ProtocolRules",
            "QuorumCertificates", "StarknetFixtures", "StarknetModel", "StateTries", "TransactionExecution",
            "ValidatorSigning", "VectorFiles",
        ],
        path: "Tests/Support/FixtureChains", swiftSettings: settings),
    .executableTarget(
        name: "make-fixtures", dependencies: ["FixtureChains", "BlockVerifying", "StarknetModel"],
        path: "Tests/Support/MakeFixtures", swiftSettings: settings),
    .target(
        name: "StarknetFixtures", dependencies: ["StarknetModel", "FiniteFields", "VectorFiles"],
        path: "Tests/Support/StarknetFixtures", swiftSettings: settings),
    .target(
        name: "CasmFiles", dependencies: ["CasmModel", "CairoMachine", "FiniteFields"], path: "Tests/Support/CasmFiles",
        swiftSettings: settings),
]

let serviceTests: [Target] = [
    .testTarget(
        name: "VerifierWasmTests",
        dependencies: [
            "VectorFiles", "FixtureChains", "BlockVerifying", "ByteCoding", "Determinism", "FiniteFields",
            "StarknetModel",
        ], path: "Tests/Apps/VerifierWasmTests",
        exclude: ["verify.mjs", "verify-blocks.mjs"], swiftSettings: settings),
    tests(
        "Services", "CairoFiles",
        ["CairoFiles", "CairoMachine", "JSONCoding", "CasmModel", "FiniteFields", "CasmFiles"]),
    tests(
        "Services", "BlockProgramFiles",
        [
            "BlockProgramFiles", "BlockProgramRunning", "BlockPrograms", "JSONCoding", "CasmModel", "FiniteFields",
            "CasmFiles",
        ]),
    tests("Services", "JSONCoding", ["JSONCoding", "FiniteFields"]),
    tests("Services", "CommandLines", ["CommandLines"]),
    tests("Services", "Observability", ["Observability"]),
    tests("Services", "HTTPServing", ["HTTPServing"]),
    tests("Services", "HTTPRequesting", ["HTTPRequesting", "HTTPServing"]),
    tests("Services", "ProofStorage", ["ProofStorage", "FiniteFields"]),
    tests(
        "Services", "ProofWatching",
        [
            "ProofWatching", "ProofStorage", "BlockBundling", "BlockVerifying", "BlockProduction", "NodeService",
            "StarknetClient", "StarknetModel", "SQLiteStorage", "HTTPServing", "HTTPRequesting", "Observability",
            "FiniteFields",
        ]),
    tests(
        "Services", "LocalNetworking",
        ["LocalNetworking", "BlockProduction", "TransactionExecution", "StarknetModel"]),
    tests(
        "Services", "NodeService",
        [
            "NodeService", "PeerNetworking", "QuorumCertificates", "Observability", "BlockProduction",
            "ValidatorHosting",
        ]),
    tests("Services", "ChainStorage", ["ChainStorage", "StarknetModel", "StateTries", "FiniteFields", "ByteCoding"]),
    tests("Services", "TransactionPool", ["TransactionPool", "StarknetModel", "FiniteFields"]),
    tests(
        "Services", "StarknetJSON",
        ["StarknetJSON", "JSONCoding", "StarknetModel", "CasmModel", "FiniteFields", "HashFunctions"]),
    tests(
        "Services", "StarknetRPC",
        [
            "BlockPrograms", "BlockProduction", "ChainStorage", "EllipticCurves", "FiniteFields", "HTTPRequesting",
            "HashFunctions", "JSONCoding", "LoadClient", "NodeService", "Observability", "StarknetClient",
            "StarknetJSON", "StarknetModel", "StateTries", "TransactionExecution",
        ]),
]

let basicTests: [Target] = [
    tests("Basics", "WorkerPools", ["WorkerPools"]),
    tests("Basics", "ByteCoding", ["ByteCoding"]),
]

let mathTests: [Target] = [
    tests("Math", "SHA2", ["SHA2"]),
    tests("Math", "FiniteFields", ["FiniteFields", "ByteCoding"]),
    tests("Math", "EllipticCurves", ["EllipticCurves", "FiniteFields", "SHA2"]),
    tests("Math", "HashFunctions", ["HashFunctions", "FiniteFields", "EllipticCurves", "SHA2"]),
    tests("Math", "CircleGroups", ["CircleGroups", "FiniteFields"]),
    tests("Math", "PackedFields", ["FiniteFields", "PackedFields", "CLanes"]),
    tests(
        "Math", "CirclePolynomials",
        ["FiniteFields", "PackedFields", "CLanes", "CircleGroups", "CirclePolynomials", "WorkerPools"]),
    tests("Math", "HashLanes", ["FiniteFields", "PackedFields", "CLanes", "HashFunctions", "HashLanes"]),
]

let proofTests: [Target] = [
    tests("Proofs", "Transcripts", ["Transcripts", "FiniteFields", "HashFunctions"]),
    tests("Proofs", "Commitments", ["Commitments", "FiniteFields", "HashFunctions"]),
    tests(
        "Proofs", "StarkProving",
        [
            "StarkProving", "StarkVerifying", "CircleFRI", "Commitments", "Transcripts", "CircleGroups",
            "CirclePolynomials", "FiniteFields", "HashFunctions", "HashLanes", "PackedFields", "CLanes",
            "ConstraintSystems", "WorkerPools",
        ]),
    tests(
        "Proofs", "CircleFRI",
        ["CircleFRI", "CircleGroups", "Commitments", "FiniteFields", "HashFunctions", "Transcripts"]),
    tests("Proofs", "StarkVerifying", ["StarkVerifying", "CircleFRI"]),
]

let cairoTests: [Target] = [
    tests("Cairo", "CasmModel", ["CasmModel", "FiniteFields", "CasmFiles"]),
    tests(
        "Cairo", "CairoMachine",
        [
            "CairoMachine", "CasmModel", "FiniteFields", "HashFunctions", "EllipticCurves", "CasmFiles", "SHA2",
            "CairoWitness", "CairoVerifying", "CairoAIR", "ProofFormats",
        ]),
    tests("Cairo", "CairoAIR", ["CairoAIR", "ConstraintSystems", "FiniteFields"]),
    tests(
        "Cairo", "CairoWitness",
        [
            "CairoWitness", "CairoAIR", "CairoVerifying", "StarkVerifying", "ProofFormats", "CairoMachine",
            "ConstraintSystems",
            "ConstraintLanes", "StarkProving", "CirclePolynomials",
            "CircleGroups", "EllipticCurves", "HashFunctions", "HashLanes", "FiniteFields", "PackedFields", "CLanes",
            "WorkerPools", "Commitments",
        ]),
    tests(
        "Cairo", "CairoProving",
        [
            "CairoProving", "CairoVerifying", "CairoWitness", "CairoAIR", "CairoMachine", "StarkVerifying", "CircleFRI",
            "ProofFormats", "CasmFiles", "CasmModel", "HashFunctions", "SHA2",
        ]),
    tests(
        "Cairo", "CairoVerifying",
        [
            "CairoVerifying", "CairoAIR", "ConstraintSystems", "StarkVerifying", "CircleFRI", "Commitments",
            "Transcripts", "CircleGroups", "FiniteFields", "HashFunctions", "ProofFormats",
        ]),
]

let starknetTests: [Target] = [
    tests("Starknet", "StarknetModel", ["StarknetModel", "StarknetFixtures", "FiniteFields"]),
    tests(
        "Starknet", "StateTries",
        ["StateTries", "StarknetModel", "FiniteFields", "HashFunctions", "ByteCoding", "StarknetFixtures"]),
    tests(
        "Starknet", "TransactionExecution",
        [
            "ProtocolRules", "TransactionExecution", "BlockPrograms", "StateTries", "StarknetModel", "CairoMachine",
            "CasmModel",
            "FiniteFields", "HashFunctions", "EllipticCurves", "StarknetFixtures", "CasmFiles", "DemoChains",
        ]),
    tests(
        "Starknet", "BlockVerifying",
        [
            "ProtocolRules", "BlockVerifying", "BlockPrograms", "BlockProgramRunning", "QuorumCertificates",
            "TransactionExecution", "StateTries",
            "StarknetModel", "CasmModel", "CairoMachine", "CairoAIR", "CairoVerifying", "FiniteFields", "HashFunctions",
            "SHA2", "ByteCoding", "DemoChains", "Determinism",
        ]),
]

let fixtureTests: [Target] = [
    tests(
        "Starknet", "FixtureChain",
        [
            "FixtureChains", "BlockVerifying", "BlockPrograms", "CairoAIR", "CairoVerifying", "CasmModel",
            "Determinism",
            "FiniteFields", "ProtocolRules", "QuorumCertificates", "StarknetModel", "StateTries",
            "TransactionExecution",
        ])
]

let blockProgramTests: [Target] = [
    tests("Starknet", "BlockPrograms", ["BlockPrograms", "CasmModel", "StarknetModel", "ByteCoding", "FiniteFields"])
]

let consensusTests: [Target] = [
    tests("Consensus", "ConsensusCore", ["ConsensusCore", "QuorumCertificates"]),
    tests("Consensus", "ConsensusSimulation", ["ConsensusSimulation", "ConsensusCore", "QuorumCertificates"]),
    tests("Consensus", "WriteAheadLog", ["WriteAheadLog", "Determinism"]),
    tests(
        "Consensus", "ValidatorSigning",
        ["ValidatorSigning", "ConsensusCore", "QuorumCertificates", "EllipticCurves", "Determinism"]),
    tests(
        "Consensus", "ConsensusWire",
        ["ConsensusWire", "ConsensusCore", "QuorumCertificates", "ProtobufCoding", "ByteCoding", "Determinism"]),
    tests("Consensus", "PeerNetworking", ["PeerNetworking", "ValidatorSigning", "Determinism"]),
    tests(
        "Consensus", "ConsensusEngine",
        [
            "ConsensusEngine", "ConsensusWire", "ConsensusCore", "ValidatorSigning", "ValidatorHosting",
            "PeerNetworking", "WriteAheadLog", "Determinism", "QuorumCertificates", "BlockBundling", "BlockVerifying",
            "ProtocolRules", "StarknetModel", "FiniteFields",
        ]),
]

let explorerTests: [Target] = [
    tests("Services", "SQLiteStorage", ["SQLiteStorage"]),
    tests("Services", "HTMLBuilding", ["HTMLBuilding"]),
    tests(
        "Services", "ExplorerWeb",
        [
            "ExplorerWeb", "FiniteFields", "HTMLBuilding", "HTTPServing", "HashFunctions", "JSONCoding",
            "Observability",
            "ProofStorage",
        ]),
    tests("Services", "GzipCoding", ["GzipCoding"]),
]

let repositoryTests: [Target] = [
    .testTarget(
        name: "LayeringTests", dependencies: ["VectorFiles"], path: "Tests/Repository/LayeringTests",
        swiftSettings: settings)
]

let proofFormatTests: [Target] = [
    tests("Services", "ProofFormats", ["ProofFormats", "CairoVerifying", "StarkVerifying", "FiniteFields"])
]

let allTests =
    basicTests + mathTests + proofTests + cairoTests + starknetTests + fixtureTests + blockProgramTests + consensusTests
    + serviceTests + proofFormatTests
    + explorerTests + repositoryTests

/// `STARLING_TESTS=A,B` builds only those test targets: the whole suite is many minutes of compilation.
let wanted = Context.environment["STARLING_TESTS"].map { Set($0.split(separator: ",").map(String.init)) }

var targets = systemLibraries + basics + math + proofs + cairo + starknet + consensus + services + apps + support
targets += allTests.filter { wanted?.contains($0.name) ?? true }

func dependencyNames(_ target: Target) -> [String] {
    target.dependencies.compactMap { if case .byNameItem(let name, _) = $0 { name } else { nil } }
}

// With STARLING_TESTS only what those tests depend on is built.
if let wanted {
    var reached = wanted
    var open = Array(wanted)
    let byName = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
    while let next = open.popLast() {
        for name in byName[next].map(dependencyNames) ?? [] where reached.insert(name).inserted { open.append(name) }
    }
    targets.removeAll { !reached.contains($0.name) }
}

let package = Package(
    name: "Starling",
    products: targets.contains { $0.name == "starling" } ? [.executable(name: "starling", targets: ["starling"])] : [],
    targets: targets,
    cxxLanguageStandard: .cxx17
)
