import BlockProving
import BlockVerifying
import CasmModel
import DemoChains
import FiniteFields
import ProtocolRules
import QuorumCertificates
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// A block with an account that deploys itself, a declaration, a deployment of the declared class, a revert, and the fee of
/// each, proven and verified whole.
struct NewKindsProofTests {
    /// Takes every signature: who signed is not what is tested here.
    private enum Unsigned: SignatureChecking {
        static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool { true }
    }

    private static func execute(_ demo: DemoChain, _ token: DeclaredClass) throws -> ExecutedBlock {
        let executor = try demo.executor(), declared = token.declaration
        let (deployment, account) = try demo.deployAccount(0x1234)
        try executor.execute(
            try demo.invoke(
                0, nonce: 0, .strk, "transfer",
                [account.address.felt, Felt252(100_000_000_000_000_000_000 as UInt128), 0]))
        try executor.execute(deployment)
        let declaration = DeclareTransaction(
            sender: account.address, classHash: declared.classHash, compiledClassHash: declared.compiledClassHash,
            account: demo.fields(nonce: 1, gas: 2_000_000_000))
        try executor.execute(try demo.signed(.declare(declaration), by: account), declaring: token)
        try executor.execute(
            try demo.invoke(
                0, nonce: 1, .universalDeployer, "deployContract",
                [declared.classHash.felt, 7, 0, 10, 0, 0, 0, 0, 0, 0, 18, 5, 0, account.address.felt]))
        try executor.execute(try demo.invoke(1, nonce: 0, .strk, "transfer", [2, 0, 1]))
        return try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
    }

    @Test func `every kind of account transaction is proven, with its fee`() throws {
        let demo = try DemoChain(fees: true), token = try UndeclaredClass.compiled()
        let executed = try Self.execute(demo, token)
        var classes = [token.declaration.classHash.felt: token.code.casm]
        for (sierra, casm) in [demo.classes.account, demo.classes.token, demo.classes.universalDeployer] {
            classes[sierra.hash.felt] = casm
        }
        let known = classes
        let proof = try ExecutionProof(of: executed.recording, number: 1, opening: executed.opening) { known[$0] }
        let header = executed.block.header
        let certificate = QuorumCertificate(
            height: Height(1), round: .zero, block: BlockID(blockHash: header.hash),
            signatures: (0..<3).map {
                .init(validator: ValidatorIndex($0), bytes: [UInt8](repeating: 0, count: 64))
            })
        let declared = token.declaration.classHash.felt
        let bundle = BlockBundle(
            block: executed.block, ancestors: [demo.genesis.block.header],
            classes: try executed.classHashes.filter { $0 != declared }.map {
                BundledClass(classHash: $0, casm: try #require(known[$0]))
            },
            declarations: [
                BundledDeclaration(
                    sierra: token.sierra, compiled: BundledClass(classHash: declared, casm: token.code.casm))
            ], certificate: certificate, proof: try #require(proof.blockProof.encoded()))
        let verdict = try BlockVerifier<Unsigned>(
            configuration: VerifierConfiguration(
                chain: demo.configuration.chain, genesisHash: demo.genesis.hash,
                rules: demo.configuration.headerRules,
                validators: (0..<4).map { .init(weight: 1, key: [UInt8](repeating: $0, count: 32)) })
        ).verify(try BlockBundle(decoding: bundle.encoded))
        // The deployer and the declared class use Poseidon.
        #expect(verdict.trustedFrames.isEmpty)
        #expect(verdict.provenFrameCount == verdict.frameCount && verdict.provenFrameCount > 17)
    }
}
