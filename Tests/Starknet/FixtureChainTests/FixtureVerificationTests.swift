import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import FixtureChains
import StarknetModel
import Testing
import TransactionExecution

/// Every committed bundle, verified completely: certificate, state, replay, and the STARK proof of the run.
@Suite(.serialized) struct FixtureVerificationTests {
    @Test(arguments: FixtureChain.provenBlocks)
    func `a proven block is accepted, by both implementations of its signatures`(number: UInt64) throws {
        let configuration = try FixtureFiles.configuration(), bundle = try FixtureFiles.bundle(number)
        var passed: [BlockCheck] = []
        let verdict = try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(bundle) {
            passed.append($0)
        }
        #expect(passed.count == BlockCheck.allCases.count && Set(passed) == Set(BlockCheck.allCases))
        #expect(passed.last == .proof)
        #expect(try BlockVerifier<PlainSignatures>(configuration: configuration).verify(bundle) == verdict)
    }

    @Test(arguments: FixtureChain.provenBlocks)
    func `the verdict says what the block is`(number: UInt64) throws {
        let chain = try FixtureChain.shared(), block = chain[number]
        let configuration = try FixtureFiles.configuration(), bundle = try FixtureFiles.bundle(number)
        let verdict = try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(bundle)
        #expect(verdict.blockNumber == number)
        #expect(verdict.blockHash == block.hash)
        #expect(verdict.stateRoot == block.block.header.stateRoot)
        #expect(verdict.previousStateRoot == chain.headers[Int(number) - 1].stateRoot)
        #expect(verdict.transactionCount == block.transactionHashes.count)
        let frames = block.recording.transactions.flatMap(\.frames)
        #expect(verdict.frameCount == frames.count)
        #expect(verdict.programCount == (try chain.program(number)).cells.count)
        #expect(verdict.securityBits == 96)
        #expect(verdict.signers == [0, 1, 3])
        #expect(verdict.committeeCount == 4)
        #expect(verdict.configurationFingerprint == configuration.fingerprint)

        // Every builtin that a contract can use is proven, and aborted executions are like all others.
        #expect(verdict.trustedFrames.isEmpty)
        #expect(verdict.provenFrameCount == frames.count)
        #expect(verdict.kind == .verified)
        #expect(number != 10 || Set(frames.flatMap(\.builtins)).isSuperset(of: [.poseidon, .addMod, .mulMod]))
        #expect(number != 12 || chain.aborted[number]?.isEmpty == false)
    }

    @Test(arguments: FixtureChain.emptyBlocks)
    func `a block without transactions is accepted without a proof`(number: UInt64) throws {
        let chain = try FixtureChain.shared(), bundle = try FixtureFiles.bundle(number)
        #expect(try chain.bundle(number, proof: chain.prove(number)) == bundle)
        let verdict = try BlockVerifier<OpenSSLSignatures>(configuration: FixtureFiles.configuration()).verify(bundle)
        #expect(verdict.kind == .nothing)
        #expect(verdict.blockHash == chain[number].hash)
        #expect(verdict.stateRoot == chain.headers[Int(number)].stateRoot)
        #expect(verdict.previousStateRoot == chain.headers[Int(number) - 1].stateRoot)
        // From block 10 on the block-hash map changes with every block.
        #expect((verdict.stateRoot == verdict.previousStateRoot) == (number < 10))
        #expect(verdict.frameCount == 0 && verdict.signers == [0, 1, 3])
    }
}
