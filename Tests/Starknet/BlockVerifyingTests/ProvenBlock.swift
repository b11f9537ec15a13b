import BlockPrograms
import BlockVerifying
import CairoAIR
import CairoVerifying
import CasmModel
import DemoChains
import FiniteFields
import Foundation
import ProtocolRules
import QuorumCertificates
import StarknetModel
import StateTries
import TransactionExecution
import VectorFiles

/// An executed block of the demo chain with its program, as a validator and a prover would hand it in: signed by the
/// committee, but with the proof of another run. The parts are variables, so that each test breaks one of them.
struct ProvenBlock {
    static let proofPath = "stwo/proofs/fib_1k.quick_small.cairo_serde.json"

    var configuration: VerifierConfiguration
    let parent: BlockHeader
    let executed: ExecutedBlock
    /// All classes of the chain by hash, with hints.
    let casm: [Felt252: CasmClass]
    /// Frames with these builtins are covered.
    let provable: [Builtin]

    var block: Block
    var ancestors: [BlockHeader]
    var program: BlockProgram
    var manifest: BlockManifest
    var data: [Felt252]
    var opening: StateOpening
    var classes: [BundledClass]
    var declarations: [BundledDeclaration]
    var blockNumber: UInt64
    /// Who signs; every validator weighs 1.
    var signers = [0, 1, 2]

    /// What a block is made of: a transaction, and the class that it declares.
    typealias Content = (transaction: Transaction, declaring: DeclaredClass?)

    /// One Fibonacci call, one factorial call, a token transfer, a transfer that panics, a call that is aborted.
    static func standard(_ demo: DemoChain) throws -> [Content] {
        let receiver = demo.accounts[1].address.felt
        return [
            try demo.invoke(0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [10]),
            try demo.invoke(1, nonce: 0, GenesisConfiguration.factorialAddress, "compute_factorial", [6]),
            try demo.invoke(0, nonce: 1, .strk, "transfer", [receiver, 5, .zero]),
            try demo.invoke(2, nonce: 0, .strk, "transfer", [receiver, .zero, .one]),
            try demo.invoke(2, nonce: 1, DemoChain.address(0x5555), "compute_fibonacci", [1]),
        ].map { ($0, nil) }
    }

    init(
        mode: BlockProgramGenerator.Mode = .placed, provable: [Builtin] = ProvableBuiltins.all, fees: Bool = false,
        handlesMessages: Bool = false, priceRule: GasPriceRule? = nil,
        _ content: (DemoChain) throws -> [Content] = ProvenBlock.standard
    ) throws {
        let demo = try DemoChain(fees: fees, handlesMessages: handlesMessages, priceRule: priceRule)
        let executor = try demo.executor()
        for entry in try content(demo) { try executor.execute(entry.transaction, declaring: entry.declaring) }
        let executed = try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        var casm: [Felt252: CasmClass] = [:]
        for (sierra, compiled) in [
            demo.classes.account, demo.classes.token, demo.classes.fibonacci, demo.classes.factorial,
            demo.classes.universalDeployer,
        ] { casm[sierra.hash.felt] = compiled }
        try self.init(
            executed, on: demo.genesis, of: demo.configuration, classes: casm, mode: mode, provable: provable)
    }

    /// A block on any genesis. `classes`: the code of genesis' classes.
    init(
        _ executed: ExecutedBlock, on genesis: GenesisBlock, of chain: GenesisConfiguration,
        classes genesisClasses: [Felt252: CasmClass], mode: BlockProgramGenerator.Mode, provable: [Builtin]
    ) throws {
        self.executed = executed
        block = executed.block
        parent = genesis.block.header
        ancestors = [parent]
        blockNumber = block.header.context.number
        opening = executed.opening
        var casm = genesisClasses
        for declared in executed.declared { casm[declared.declaration.classHash.felt] = declared.code.casm }
        self.casm = casm
        declarations = executed.declared.map {
            BundledDeclaration(
                sierra: $0.sierra,
                compiled: BundledClass(classHash: $0.declaration.classHash.felt, casm: $0.code.casm))
        }
        self.provable = provable
        program = try BlockProgramGenerator.generate(
            executed.recording, mode: mode, provable: provable, bytecodes: { casm[$0]?.bytecode })
        manifest = program.manifest
        data = program.cells[program.layout.codeCount...].map { $0.value ?? .zero }
        let declared = Set(executed.declared.map(\.declaration.classHash.felt))
        classes = executed.classHashes.filter { !declared.contains($0) }.compactMap { hash in
            casm[hash].map { BundledClass(classHash: hash, casm: $0) }
        }
        configuration = VerifierConfiguration(
            chain: chain.chain, genesisHash: genesis.hash, rules: chain.headerRules,
            validators: (0..<4).map {
                VerifierConfiguration.Validator(weight: 1, key: [UInt8](repeating: $0, count: 32))
            })
    }

    static let cairo: CairoProof? = {
        guard let bytes = try? VectorFiles.data(proofPath),
            let texts = try? JSONSerialization.jsonObject(with: bytes) as? [String]
        else { return nil }
        return try? CairoProof(
            words: texts.compactMap { UInt64($0.dropFirst(2), radix: 16) }, variant: .canonicalSmall)
    }()

    /// Puts counts and commitments of the changed block into its header, as a dishonest majority could.
    mutating func commitAgain() {
        let header = block.header
        block.header = BlockHeader(
            context: header.context, parentHash: header.parentHash, stateRoot: header.stateRoot,
            transactions: block.transactions,
            transactionHashes: block.transactions.map { $0.hash(chainID: configuration.chain.chainID) },
            receipts: block.receipts, stateDiff: block.stateDiff)
    }

    var certificate: QuorumCertificate {
        TestSignatures.certificate(of: block.header, chainID: configuration.chain.chainID, signers: signers)
    }

    struct NoProof: Error {}

    /// The bundle with the proof of another run.
    func bundle(_ change: (inout BlockBundle) -> Void = { _ in }) throws -> BlockBundle {
        guard let cairo = Self.cairo else { throw NoProof() }
        let proof = BlockProof(
            blockNumber: blockNumber, manifest: manifest, data: data, opening: opening, cairo: cairo)
        guard let bytes = proof.encoded() else { throw NoProof() }
        var bundle = BlockBundle(
            block: block, ancestors: ancestors, classes: classes, declarations: declarations,
            certificate: certificate, proof: bytes)
        change(&bundle)
        return bundle
    }

    /// Verifies; returns the checks that passed and why it ended.
    func verdict(_ change: (inout BlockBundle) -> Void = { _ in }) throws -> (
        passed: [BlockCheck], rejection: BlockRejection?
    ) {
        let bundle = try bundle(change)
        var passed: [BlockCheck] = []
        do {
            _ = try BlockVerifier<TestSignatures>(configuration: configuration, provable: provable)
                .verify(bundle) { passed.append($0) }
            return (passed, nil)
        } catch { return (passed, error) }
    }

    /// How the replay says that each transaction ended.
    func endings() throws -> [BlockVerdict.Ending] {
        var verification = try BlockVerification<TestSignatures>(
            bundle(), by: BlockVerifier(configuration: configuration, provable: provable))
        for check in BlockCheck.allCases where check.rawValue <= BlockCheck.replay.rawValue {
            try verification.run(check)
        }
        return verification.outcomes.map(\.ending)
    }

    /// The reason for the refusal; nil when everything but the proof of another run was accepted.
    func rejection(_ change: (inout BlockBundle) -> Void = { _ in }) throws -> BlockRejection? {
        let (passed, rejection) = try verdict(change)
        return passed.contains(.replay) ? nil : rejection
    }

    /// What publishing an event costs (EXEC §3.4).
    static func gas(of event: Event) -> UInt64 { 5120 * UInt64(2 * event.keys.count + event.data.count) }

    /// The offset of a cell of the program in the data area.
    func dataIndex(_ offset: Int) -> Int { offset - program.layout.codeCount }

    /// The frames of the block in the manifest's order.
    var frames: [FrameRecording] { executed.recording.transactions.flatMap(\.frames) }

    /// Where a system call of a frame stands in the transcript: request and response header.
    func place(frame: Int, systemCall: Int) -> (request: Int, response: Int) {
        func cells(_ item: SystemCall.Item) -> Int { if case .array = item { 2 } else { 1 } }
        var position = manifest.frames[frame].transcript.offset
        for (index, call) in frames[frame].systemCalls.enumerated() {
            let request = position
            let response = position + 2 + call.call.request.reduce(0) { $0 + cells($1) }
            if index == systemCall { return (request, response) }
            position = response + 2 + (call.failed ? 2 : call.call.response.reduce(0) { $0 + cells($1) })
        }
        return (position, position)
    }

    /// The first frame and system call of this kind.
    func find(_ kind: SystemCall, afterFrame: Int = 0) -> (frame: Int, systemCall: Int)? {
        for (number, frame) in frames.enumerated() where number >= afterFrame {
            if let index = frame.systemCalls.firstIndex(where: { $0.call == kind }) { return (number, index) }
        }
        return nil
    }

    /// Moves the data area to where it stands behind the code that the changed manifest generates, with everything that
    /// points into it: what an attacker who drops or adds frames would do.
    mutating func realign() throws {
        for index in manifest.frames.indices {
            guard let casm = casm[manifest.classHashes[manifest.frames[index].classIndex]] else { throw NoProof() }
            for type in EntryPointType.allCases {
                for entry in casm.entryPoints[type] where entry.offset == manifest.frames[index].entryOffset {
                    manifest.frames[index].builtins = entry.builtins
                    manifest.frames[index].isCovered = entry.builtins.allSatisfy { provable.contains($0) }
                }
            }
        }
        let codes = manifest.classHashes.map { casm[$0]?.bytecode ?? [] }
        let old = program.layout.codeCount
        let shift = CodeArea.build(manifest, classes: codes).layout.codeCount - old
        for (index, cell) in program.cells[old...].enumerated() {
            if case .pointer(let offset) = cell, offset >= old { data[index] = Felt252(UInt64(offset + shift + 1)) }
        }
        for index in manifest.frames.indices {
            manifest.frames[index].transcript.offset += shift
            manifest.frames[index].calldata.offset += shift
            manifest.frames[index].returned.range.offset += shift
        }
    }
}
