// swift-tools-version: 6.2
import PackageDescription

/// The package: a row a target with what it imports, lowest layer first; behind the bar whether it has tests of its own
/// (`Tests/<layer>/<name>Tests`), and what these use beyond the target and what lies below it. Marks: `shim` is C or C++ of
/// our own with the library it links, `program` an executable, `suite` tests that are not those of one target, `llvm` a target
/// that is there only where LLVM is (`STARLING_LLVM`). A longer row goes on behind a backslash. `ManifestTests` keeps the rows equal to the imports of the sources.
let table = """
    Sources/SystemLibraries
      CLinux (shim)
      CSimdJSON (shim simdjson)
      CCurlShim (shim): CCurl
      CNative (shim)
    Sources/Basics
      ByteCoding | tests
      ProtobufCoding: ByteCoding
      Determinism | tests
      RegularFiles | tests
      Threading | tests
      WorkerPools: Threading | tests
    Sources/Math
      CLanes (shim)
      SHA2 (scalar): CLanes | tests ByteCoding
      FiniteFields (scalar): ByteCoding | tests Determinism
      PackedFields: CLanes FiniteFields | tests Determinism
      EllipticCurves (scalar): SHA2 FiniteFields | tests Determinism
      HashFunctions (scalar): ByteCoding SHA2 FiniteFields EllipticCurves | tests Determinism
      HashLanes: CLanes PackedFields HashFunctions | tests Determinism
      CircleGroups: FiniteFields | tests
      CirclePolynomials: WorkerPools CLanes FiniteFields PackedFields CircleGroups | tests Determinism
    Sources/Proofs
      Transcripts: FiniteFields HashFunctions | tests
      Commitments: FiniteFields HashFunctions | tests
      CircleFRI: FiniteFields HashFunctions CircleGroups Transcripts Commitments | tests
      ConstraintSystems: FiniteFields | tests
      ConstraintLanes: FiniteFields PackedFields ConstraintSystems | tests
      StarkVerifying: FiniteFields HashFunctions CircleGroups Transcripts Commitments CircleFRI | tests
      StarkProving: WorkerPools CLanes FiniteFields PackedFields HashFunctions HashLanes CircleGroups \
          CirclePolynomials Transcripts Commitments CircleFRI StarkVerifying | tests Determinism
    Sources/Cairo
      CasmModel: FiniteFields HashFunctions | tests CasmFiles
      CairoMachine: SHA2 FiniteFields EllipticCurves HashFunctions CasmModel | tests CairoAIR CairoWitness \
          ProofFormats CasmFiles Determinism
      CairoAIR: FiniteFields ConstraintSystems ConstraintLanes | tests
      CairoVerifying: FiniteFields HashFunctions CircleGroups Transcripts Commitments CircleFRI ConstraintSystems \
          StarkVerifying CairoAIR | tests ProofFormats Determinism
      CairoWitness: WorkerPools FiniteFields PackedFields EllipticCurves HashFunctions CircleGroups \
          ConstraintSystems ConstraintLanes CasmModel CairoMachine CairoAIR CairoVerifying | tests CirclePolynomials \
          StarkProving ProofFormats Determinism
      CairoProving: Threading WorkerPools FiniteFields PackedFields HashFunctions CircleGroups CirclePolynomials \
          Transcripts CircleFRI ConstraintSystems StarkVerifying StarkProving CairoAIR CairoVerifying CairoWitness | \
          tests ProofFormats CasmFiles
    Sources/Sierra
      SierraModel: FiniteFields EllipticCurves HashFunctions | tests
      SierraToCasm: FiniteFields EllipticCurves HashFunctions CasmModel SierraModel | tests SierraPrograms CasmFiles Determinism
    Sources/Starknet
      StarknetModel: ByteCoding FiniteFields HashFunctions | tests StarknetFixtures
      StateTries: ByteCoding FiniteFields HashFunctions StarknetModel | tests Determinism
      BlockPrograms: ByteCoding SHA2 FiniteFields EllipticCurves HashFunctions CasmModel StarknetModel StateTries | \
          tests Determinism
      ProtocolRules: FiniteFields CasmModel StarknetModel BlockPrograms | tests SHA2
      TransactionExecution: FiniteFields EllipticCurves HashFunctions CasmModel CairoMachine StarknetModel \
          StateTries BlockPrograms ProtocolRules | tests DemoChains StarknetFixtures CasmFiles
      BlockProgramRunning: FiniteFields CasmModel CairoMachine BlockPrograms
      QuorumCertificates: ByteCoding ProtobufCoding SHA2 FiniteFields | tests
      BlockVerifying: ByteCoding ProtobufCoding SHA2 FiniteFields EllipticCurves HashFunctions StarkVerifying \
          CasmModel CairoAIR CairoVerifying StarknetModel StateTries BlockPrograms ProtocolRules QuorumCertificates \
          | tests Determinism TransactionExecution BlockProgramRunning ClassCompiling DemoChains StarknetFixtures \
          CasmFiles
      ClassCompiling: CasmModel SierraToCasm StarknetModel BlockVerifying
    Sources/Native
      NativeLayout: SierraModel BlockPrograms | tests CNative
      NativeRuntime: CNative FiniteFields EllipticCurves HashFunctions CasmModel CairoMachine StarknetModel \
          BlockPrograms ProtocolRules TransactionExecution NativeLayout | tests Determinism SierraModel
      LLVMBuilding (llvm): CLLVM NativeLayout | tests
      NativeCodegen (llvm): FiniteFields SierraModel BlockPrograms NativeLayout LLVMBuilding
      NativeEngine (llvm): CNative ByteCoding Threading FiniteFields CasmModel SierraToCasm StarknetModel BlockPrograms ProtocolRules \
          TransactionExecution NativeLayout NativeRuntime LLVMBuilding NativeCodegen | tests Determinism \
          SierraModel HashFunctions DemoChains SierraPrograms CasmFiles
    Sources/Consensus
      ConsensusAlgorithms: ProtobufCoding QuorumCertificates
      Tendermint: ProtobufCoding QuorumCertificates ConsensusAlgorithms | tests
      ConsensusSimulation: Determinism QuorumCertificates ConsensusAlgorithms | tests TendermintSimulation SingleProposer
      TendermintSimulation: Determinism QuorumCertificates ConsensusAlgorithms Tendermint ConsensusSimulation
      WriteAheadLog: RegularFiles | tests Determinism
      ValidatorSigning: COpenSSL ByteCoding RegularFiles EllipticCurves QuorumCertificates ConsensusAlgorithms WriteAheadLog | \
          tests Determinism Tendermint
      ConsensusWire: ProtobufCoding QuorumCertificates ConsensusAlgorithms | tests Determinism Tendermint
      PeerNetworking: COpenSSL CLinux Threading ValidatorSigning | tests Determinism
      ConsensusEngine: ByteCoding ProtobufCoding Threading QuorumCertificates ConsensusAlgorithms WriteAheadLog ValidatorSigning \
          ConsensusWire | tests Determinism StarknetModel BlockVerifying Tendermint ValidatorHosting BlockBundling \
          SingleProposer
      ValidatorHosting: ByteCoding RegularFiles QuorumCertificates Tendermint WriteAheadLog ValidatorSigning ConsensusWire \
          PeerNetworking ConsensusEngine
    Sources/Toolkits
      JSONCoding: CSimdJSON ByteCoding FiniteFields | tests Determinism
      Observability: Threading | tests
      CommandLines: Threading Observability | tests
      HTTPServing: CLinux COpenSSL Threading | tests
      HTTPRequesting: CCurl CCurlShim | tests HTTPServing
      SQLiteStorage: CSQLite | tests
      HTMLBuilding | tests
      GzipCoding: CZlib | tests
      Bzip2Coding: CBzip2 | tests
      ZipReading: CZip | tests
      XMLReading: CExpat | tests
      S3Requesting: COpenSSL ByteCoding Threading SHA2 HTTPRequesting XMLReading | tests HTTPServing
    Sources/Formats
      StarknetJSON: ByteCoding FiniteFields CasmModel StarknetModel JSONCoding | tests
      CairoFiles: ByteCoding FiniteFields CasmModel CairoMachine JSONCoding ZipReading StarknetJSON | tests CasmFiles
      BlockProgramFiles: ByteCoding SHA2 FiniteFields HashFunctions CasmModel CairoMachine CairoAIR CairoWitness \
          BlockPrograms JSONCoding | tests BlockProgramRunning CasmFiles
      ProofFormats: ByteCoding FiniteFields HashFunctions Commitments CircleFRI StarkVerifying CairoAIR CairoVerifying \
          CairoWitness JSONCoding Bzip2Coding | tests
      StarknetClient: FiniteFields StarknetModel StateTries JSONCoding HTTPRequesting StarknetJSON
    Sources/Node
      ChainStorage: CRocksDB ByteCoding FiniteFields StarknetModel StateTries | tests Determinism
      TransactionPool: Threading FiniteFields StarknetModel WriteAheadLog | tests
      BlockProduction: ByteCoding Threading FiniteFields CasmModel SierraToCasm StarknetModel StateTries \
          ProtocolRules TransactionExecution ClassCompiling JSONCoding Observability StarknetJSON ChainStorage \
          TransactionPool | tests DemoChains StarknetFixtures
      StarknetRPC: ByteCoding Threading FiniteFields StarknetModel StateTries JSONCoding HTTPServing StarknetJSON ChainStorage \
          TransactionPool | tests BlockPrograms ProtocolRules TransactionExecution Observability HTTPRequesting StarknetClient \
          BlockProduction NodeService LoadClient FlowReplaying
      NodeService: ByteCoding Threading FiniteFields CasmModel StarknetModel BlockPrograms ProtocolRules \
          TransactionExecution QuorumCertificates ConsensusAlgorithms WriteAheadLog ValidatorSigning ConsensusWire \
          PeerNetworking ConsensusEngine ValidatorHosting JSONCoding Observability HTTPServing StarknetJSON ChainStorage \
          TransactionPool BlockProduction StarknetRPC | tests Tendermint
      DevnetService: ByteCoding Threading RegularFiles FiniteFields EllipticCurves HashFunctions StarknetModel TransactionExecution \
          JSONCoding Observability HTTPServing StarknetJSON ChainStorage TransactionPool BlockProduction StarknetRPC \
          NodeService QuorumCertificates BlockVerifying ValidatorSigning | tests HTTPRequesting StarknetClient FlowReplaying
    Sources/Proving
      ProofStorage: ByteCoding RegularFiles SHA2 FiniteFields JSONCoding HTTPRequesting S3Requesting | tests MemoryProofs S3Servers
      BlockBundling: ByteCoding ProtobufCoding FiniteFields CasmModel StarknetModel StateTries BlockPrograms \
          TransactionExecution QuorumCertificates BlockVerifying ClassCompiling ValidatorSigning JSONCoding \
          StarknetJSON StarknetClient ProofStorage | tests DemoChains
      BlockProving: FiniteFields CasmModel CairoMachine CairoVerifying CairoWitness CairoProving StateTries \
          BlockPrograms BlockProgramRunning BlockVerifying | tests Determinism SierraModel SierraToCasm ProtocolRules \
          QuorumCertificates StarknetFixtures CasmFiles DemoChains
      ProofWatching: ByteCoding Threading FiniteFields CasmModel CairoWitness CairoProving StarknetModel \
          BlockPrograms BlockVerifying JSONCoding Observability HTTPServing SQLiteStorage StarknetClient \
          ProofStorage BlockBundling BlockProving | tests BlockProduction NodeService LoadClient MemoryProofs
    Sources/Tools
      ExplorerWeb (assets): ByteCoding Threading SHA2 FiniteFields SierraModel HashFunctions JSONCoding Observability HTTPServing \
          HTTPRequesting SQLiteStorage HTMLBuilding GzipCoding StarknetModel StarknetJSON StarknetClient ProofStorage | tests VectorFiles
      LocalNetworking: Threading FiniteFields StarknetModel TransactionExecution ValidatorSigning ValidatorHosting JSONCoding \
          HTTPRequesting BlockProduction ProofStorage | tests
      ChainSimulation: ByteCoding Determinism FiniteFields StarknetModel StateTries QuorumCertificates ConsensusAlgorithms \
          Tendermint ConsensusSimulation WriteAheadLog ValidatorSigning ConsensusWire ConsensusEngine ChainStorage \
          TransactionPool BlockProduction Threading ProofStorage ProofWatching JSONCoding | tests
      LoadClient: Determinism Threading FiniteFields EllipticCurves HashFunctions StarknetModel TransactionExecution \
          StarknetJSON StarknetClient
      FlowReplaying: JSONCoding HTTPRequesting | tests
      DevnetProving: Threading StarknetModel BlockVerifying Observability HTTPServing StarknetClient DevnetService ProofStorage \
          BlockBundling ProofWatching | tests JSONCoding HTTPRequesting
    Sources/Apps
      starling (program): ByteCoding Threading FiniteFields HashFunctions StarkVerifying CasmModel CairoMachine \
          CairoAIR CairoVerifying CairoWitness CairoProving SierraModel SierraToCasm StarknetModel BlockPrograms \
          ProtocolRules TransactionExecution BlockProgramRunning BlockVerifying ClassCompiling ValidatorSigning \
          ValidatorHosting JSONCoding Observability CommandLines HTTPServing HTTPRequesting StarknetJSON CairoFiles \
          BlockProgramFiles ProofFormats StarknetClient ChainStorage BlockProduction NodeService ProofStorage \
          BlockBundling ProofWatching ExplorerWeb LocalNetworking LoadClient DevnetService FlowReplaying DevnetProving \
          ChainSimulation LLVMBuilding NativeCodegen NativeEngine S3Requesting
      starling-bench (program): SHA2 FiniteFields EllipticCurves HashFunctions CasmModel CairoMachine CairoVerifying \
          StarknetModel StateTries BlockPrograms TransactionExecution QuorumCertificates BlockVerifying \
          ValidatorSigning JSONCoding StarknetJSON BlockProving DemoChains
    Tests/Support
      VectorFiles
      SingleProposer: ProtobufCoding QuorumCertificates ConsensusAlgorithms
      StarknetFixtures: FiniteFields StarknetModel
      CasmFiles: FiniteFields CasmModel CairoMachine
      SierraPrograms: FiniteFields SierraModel SierraToCasm CasmFiles
      DemoChains: SierraToCasm FiniteFields EllipticCurves HashFunctions CasmModel StarknetModel StateTries ProtocolRules \
          ClassCompiling TransactionExecution VectorFiles StarknetFixtures CasmFiles
      MemoryProofs: FiniteFields ProofStorage
      S3Servers: Threading HTTPServing S3Requesting
      FixtureChains: ByteCoding FiniteFields EllipticCurves HashFunctions CasmModel StarknetModel StateTries \
          BlockPrograms ProtocolRules TransactionExecution QuorumCertificates BlockVerifying ValidatorSigning \
          BlockProving VectorFiles StarknetFixtures CasmFiles
      make-fixtures (program): StarknetModel BlockVerifying FixtureChains
    Tests/Cairo
      SoundnessTests (suite): CairoAIR CairoProving ProofFormats Determinism
    Tests/Starknet
      FixtureChainTests (suite): FixtureChains CairoAIR Determinism
    Tests/Apps
      VerifierWasmTests (suite): FixtureChains Determinism
      LibraryExampleTests (suite): CairoProving CairoFiles JSONCoding
    Tests/Repository
      RepositoryTests (suite)
    """

/// Libraries from Debian, behind module maps: module, name for pkg-config, package.
let systemLibraries: [(String, String?, String)] = [
    ("COpenSSL", "openssl", "libssl-dev"), ("CRocksDB", "rocksdb", "librocksdb-dev"),
    ("CSQLite", "sqlite3", "libsqlite3-dev"), ("CZlib", "zlib", "zlib1g-dev"),
    ("CCurl", "libcurl", "libcurl4-openssl-dev"), ("CBzip2", nil, "libbz2-dev"), ("CZip", "libzip", "libzip-dev"),
    ("CExpat", "expat", "libexpat1-dev"),
]

/// Where LLVM 19 is, for native execution of contracts; nil to build without. The Makefile sets it where Debian's
/// `llvm-19-dev` is installed (`Tools/setup.sh native`). A variable and not a look at the disk: SwiftPM remembers what a
/// manifest said for the same environment.
let llvm = Context.environment["STARLING_LLVM"].flatMap { $0.isEmpty ? nil : $0 }

/// What targets are told that see LLVM's interface.
let llvmSettings: [SwiftSetting] =
    llvm.map { [.define("STARLING_LLVM"), .unsafeFlags(["-Xcc", "-I\($0)/include"])] } ?? []
let llvmLinking: [LinkerSetting] = llvm.map { [.unsafeFlags(["-L\($0)/lib"])] } ?? []

/// One settings block for every target. CI sets STARLING_WERROR so that warnings fail the build there.
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (Context.environment["STARLING_WERROR"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// For modules of scalar 64-bit arithmetic (mark `scalar`): with AVX-512 the compiler packs independent words into vectors
/// and loses a factor of two to three in Keccak to moving them about.
let scalarOnly: [SwiftSetting] = [.unsafeFlags(["-Xllvm", "-vectorize-slp=false"])]

/// The explorer's files become part of the program (mark `assets`).
let explorerAssets = words(
    """
    style.css icon.svg explorer.js theme.js dom.js times.js copy.js search.js home.js charts.js verification.js \
    compare.js report.js sha256.js verifier-module.js verify-worker.js proofs.js verifier.js carried.js walk.js \
    recompile.js receipt.js verdict-lists.js
    """
).map { Resource.embedInCode("Assets/\($0)") }

/// Modules whose tests look inside (`@testable`). They are compiled for it always, so that programs and tests are made of the
/// same objects: `swift test` is called with `--disable-testable-imports`, or it would compile everything once more.
let testable = Set(
    words(
        """
        BlockVerifying ChainStorage CommandLines ExplorerWeb FiniteFields FlowReplaying HTTPServing HashLanes LocalNetworking \
        NativeEngine NodeService Observability PeerNetworking ProtocolRules SierraModel SierraToCasm TransactionExecution \
        TransactionPool
        """))

/// Files beside test sources that no compiler reads.
let excluded = ["VerifierWasmTests": ["verify.mjs", "verify-blocks.mjs", "run-worker.mjs", "run-receipts.mjs"]]

// From rows to targets

func words(_ text: Substring) -> [String] { text.split(separator: " ").map(String.init) }

struct Row {
    let folder: String
    let name: String
    let marks: [String]
    let uses: [String]
    /// Nil without tests.
    let tests: [String]?

    init(_ line: Substring, in folder: String) {
        let bar = line.split(separator: "|", maxSplits: 1)
        let colon = bar[0].split(separator: ":", maxSplits: 1)
        let parts = words(colon[0].filter { $0 != "(" && $0 != ")" }[...])
        self.folder = folder
        name = parts[0]
        marks = Array(parts.dropFirst())
        uses = colon.count > 1 ? words(colon[1]) : []
        tests = bar.count > 1 ? Array(words(bar[1]).dropFirst()) : nil
    }

    init(folder: String, name: String, marks: [String], uses: [String], tests: [String]?) {
        self.folder = folder
        self.name = name
        self.marks = marks
        self.uses = uses
        self.tests = tests
    }

    /// The same without some of what it uses.
    func without(_ names: Set<String>) -> Row {
        Row(
            folder: folder, name: name, marks: marks, uses: uses.filter { !names.contains($0) },
            tests: tests?.filter { !names.contains($0) })
    }
}

var rows: [Row] = []
var folder = ""
for line in table.split(separator: "\n") {
    if line.hasPrefix(" ") { rows.append(Row(line, in: folder)) } else { folder = String(line) }
}
if llvm == nil {
    let absent = Set(rows.filter { $0.marks.contains("llvm") }.map(\.name) + ["CLLVM"])
    rows = rows.filter { !absent.contains($0.name) }.map { $0.without(absent) }
}
let usesOf = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0.uses) })

/// Some targets and everything below them.
func closure(_ names: [String]) -> [String] {
    var reached = Set(names)
    var open = names
    while let next = open.popLast() {
        for name in usesOf[next] ?? [] where reached.insert(name).inserted { open.append(name) }
    }
    return reached.sorted()
}

/// Settings of a target that uses these; whoever sees a module that sees LLVM sees LLVM.
func swiftSettings(_ uses: [String]) -> [SwiftSetting] {
    settings + (closure(uses).contains("CLLVM") ? llvmSettings : [])
}

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .byName(name: $0) } }

/// Tests may import whatever lies below what they test; `VectorFiles` finds and reads golden data.
func testTarget(_ name: String, _ uses: [String], path: String) -> Target {
    .testTarget(
        name: name, dependencies: dependencies(closure(uses + ["VectorFiles"])), path: path,
        exclude: excluded[name] ?? [], swiftSettings: swiftSettings(uses))
}

func targets(_ row: Row) -> [Target] {
    let path = "\(row.folder)/\(row.name)"
    let uses = dependencies(row.uses)
    var made: [Target]
    switch row.marks.first {
    case "suite": made = [testTarget(row.name, row.uses, path: path)]
    case "program":
        made = [
            .executableTarget(name: row.name, dependencies: uses, path: path, swiftSettings: swiftSettings(row.uses))
        ]
    case "shim":
        let linked = row.marks.dropFirst().map { LinkerSetting.linkedLibrary($0) }
        made = [.target(name: row.name, dependencies: uses, path: path, linkerSettings: linked)]
    case let mark:
        made = [
            .target(
                name: row.name, dependencies: uses, path: path, resources: mark == "assets" ? explorerAssets : [],
                swiftSettings: swiftSettings(row.uses) + (mark == "scalar" ? scalarOnly : [])
                    + (testable.contains(row.name) ? [.unsafeFlags(["-enable-testing"])] : []),
                linkerSettings: row.uses.contains("CLLVM") ? llvmLinking : [])
        ]
    }
    if let more = row.tests {
        let path = "Tests" + row.folder.dropFirst("Sources".count) + "/\(row.name)Tests"
        made.append(testTarget("\(row.name)Tests", [row.name] + more, path: path))
    }
    return made
}

var all = rows.flatMap(targets)
if llvm != nil { all.append(.systemLibrary(name: "CLLVM", path: "Sources/SystemLibraries/CLLVM")) }
all += systemLibraries.map { name, config, package in
    .systemLibrary(name: name, path: "Sources/SystemLibraries/\(name)", pkgConfig: config, providers: [.apt([package])])
}

// `STARLING_TESTS=A,B` builds only those test targets and what they need: the whole suite is many minutes of compilation.
if let wanted = Context.environment["STARLING_TESTS"]?.split(separator: ",").map(String.init) {
    let tests = all.filter { wanted.contains($0.name) }
    let needed = tests.flatMap(\.dependencies).compactMap {
        if case .byNameItem(let name, _) = $0 { name } else { nil }
    }
    all.removeAll { !wanted.contains($0.name) && !needed.contains($0.name) }
}

/// What other packages can depend on: the program, and the Cairo machine, prover and verifier as a library (Docs/Proving.md).
let products: [Product] = [
    .executable(name: "starling", targets: ["starling"]),
    .library(
        name: "CairoProver",
        targets: words(
            "CairoMachine CairoWitness CairoProving CairoVerifying CairoFiles ProofFormats JSONCoding FiniteFields")),
]

let package = Package(
    name: "Starling",
    products: all.contains { $0.name == "starling" } ? products : [],
    targets: all,
    cxxLanguageStandard: .cxx17
)
