import BlockPrograms
import BlockProving
import BlockVerifying
import CairoVerifying
import CasmModel
import DemoChains
import FiniteFields
import QuorumCertificates
import StarknetModel
import StateTries
import TransactionExecution
import ValidatorSigning

/// A block of the demo chain with Fibonacci and factorial calls, signed by three of four validators and proven.
///
/// Made anew by every run, so that nothing of it can grow old: execution, program, run and proof take some seconds.
struct BenchmarkBlock {
    let configuration: VerifierConfiguration
    let bundle: BlockBundle
    /// The proof with its program, as the Cairo verifier reads it.
    let cairo: CairoProof
    /// Steps of the program's run.
    let steps: UInt64

    /// Ed25519 by OpenSSL, as nodes and the command line use it.
    enum Signatures: SignatureChecking {
        static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
            (try? VerificationKey(bytes: key))?.isGenuine(signature, of: message) ?? false
        }
    }

    struct Failure: Error {}

    init(transactionCount: Int) throws {
        let demo = try DemoChain(), executor = try demo.executor()
        for number in 0..<transactionCount {
            let account = number % demo.accounts.count, nonce = UInt64(number / demo.accounts.count)
            let isFibonacci = number % 2 == 0
            try executor.execute(
                try demo.invoke(
                    account, nonce: nonce,
                    isFibonacci ? GenesisConfiguration.fibonacciAddress : GenesisConfiguration.factorialAddress,
                    isFibonacci ? "compute_fibonacci" : "compute_factorial",
                    [Felt252(UInt64(isFibonacci ? 2 * number % 200 : number % 100))]))
        }
        let executed = try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        guard executed.block.receipts.allSatisfy({ !$0.status.isReverted }) else { throw Failure() }
        let sources = [
            demo.classes.account, demo.classes.token, demo.classes.universalDeployer, demo.classes.fibonacci,
            demo.classes.factorial,
        ]
        let classes = Dictionary(uniqueKeysWithValues: sources.map { ($0.sierra.hash.felt, $0.casm) })

        let number = executed.block.header.context.number
        let made = try ExecutionProof(of: executed.recording, number: number, opening: executed.opening) { classes[$0] }
        steps = made.steps
        cairo = made.cairo
        let proof = made.blockProof, program = made.program
        guard let bytes = proof.encoded() else { throw Failure() }

        var validators: [VerifierConfiguration.Validator] = [], signatures: [QuorumCertificate.Signature] = []
        let blockID = BlockID(blockHash: executed.hash)
        let height = Height(number), chainID = demo.configuration.chain.chainID.bigEndianBytes
        for index in 0..<4 {
            let key = try SecretKey(seed: [UInt8](repeating: UInt8(index + 1), count: SecretKey.byteCount))
            validators.append(VerifierConfiguration.Validator(weight: 1, key: key.publicBytes))
            guard index < 3 else { continue }
            let vote = Vote(
                kind: .precommit, height: height, round: .zero, block: blockID, validator: ValidatorIndex(index))
            signatures.append(
                .init(validator: vote.validator, bytes: try key.sign(SigningBytes.of(vote, domain: chainID))))
        }
        configuration = VerifierConfiguration(
            chain: demo.configuration.chain, genesisHash: demo.genesis.hash, rules: demo.configuration.headerRules,
            validators: validators)
        bundle = BlockBundle(
            block: executed.block, ancestors: [demo.genesis.block.header],
            classes: program.manifest.classHashes.compactMap { hash in
                classes[hash].map { BundledClass(classHash: hash, casm: $0) }
            },
            certificate: QuorumCertificate(height: height, round: .zero, block: blockID, signatures: signatures),
            proof: bytes)
    }
}
