public import BlockPrograms
public import BlockVerifying
import CasmModel
import FiniteFields
import StarknetModel
import StateTries
import TransactionExecution

/// A fixture's bundle taken apart, so that one thing of it can be changed.
public struct FixtureParts: Equatable {
    public var configuration: VerifierConfiguration
    /// Its proof file is not used.
    public var bundle: BlockBundle
    public var proof: BlockProof

    /// The committed bundle of a block.
    public init(_ number: UInt64) throws {
        configuration = try FixtureFiles.configuration()
        bundle = try FixtureFiles.bundle(number)
        proof = try BlockProof(decoding: bundle.proof)
        bundle.proof = []
    }

    struct Unencodable: Error {}

    /// The bundle with the proof file of the changed proof.
    public func assembled() throws -> BlockBundle {
        guard let bytes = proof.encoded() else { throw Unencodable() }
        var whole = bundle
        whole.proof = bytes
        return whole
    }

    /// Verifies everything, the STARK included. Nil when the bundle is accepted.
    public func rejection() throws -> BlockRejection? {
        let whole = try assembled()
        do {
            _ = try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(whole)
            return nil
        } catch { return error }
    }

    /// The offset of the data area's first cell in the program.
    public func codeCount() throws -> Int {
        try FixtureChain.shared().program(bundle.block.header.context.number).layout.codeCount
    }

    /// Where the cells of a system call's request and of its response's header stand in the data area. `frame` and
    /// `systemCall` count over the whole block and in the frame.
    public func place(frame: Int, systemCall: Int) throws -> (request: Int, response: Int) {
        let frames = try FixtureChain.shared()[bundle.block.header.context.number].recording.transactions.flatMap(
            \.frames)
        func cells(_ item: SystemCall.Item) -> Int { if case .array = item { 2 } else { 1 } }
        var position = proof.manifest.frames[frame].transcript.offset - (try codeCount())
        for call in frames[frame].systemCalls[..<systemCall] {
            position += 4 + call.call.request.reduce(0) { $0 + cells($1) }
            position += call.failed ? 2 : call.call.response.reduce(0) { $0 + cells($1) }
        }
        let request = frames[frame].systemCalls[systemCall].call.request
        return (position, position + 2 + request.reduce(0) { $0 + cells($1) })
    }

    /// Every system call of this kind that did not fail, as frame and number in it.
    public func find(_ call: SystemCall) throws -> [(frame: Int, systemCall: Int)] {
        let frames = try FixtureChain.shared()[bundle.block.header.context.number].recording.transactions.flatMap(
            \.frames)
        return frames.enumerated().flatMap { number, frame in
            frame.systemCalls.indices.filter { frame.systemCalls[$0].call == call && !frame.systemCalls[$0].failed }
                .map { (number, $0) }
        }
    }

    /// Counts, commitments and certificate for the changed block, as a dishonest quorum could make them. `hashes`: the
    /// receipts get the hashes of the changed transactions; `root`: the header gets the root of the changed state diff.
    public mutating func commitAgain(hashes: Bool = false, root: Bool = false) throws {
        let header = bundle.block.header
        let computed = bundle.block.transactions.map { $0.hash(chainID: configuration.chain.chainID) }
        if hashes {
            for index in bundle.block.receipts.indices where index < computed.count {
                bundle.block.receipts[index].transactionHash = computed[index]
            }
        }
        var stateRoot = header.stateRoot
        if root, let parent = bundle.ancestors.first,
            let opened = OpenedState(proof.opening, globalRoot: parent.stateRoot),
            let update = try? StateUpdate(applying: bundle.block.stateDiff, to: opened.roots, source: opened)
        {
            stateRoot = update.roots.global
        }
        bundle.block.header = BlockHeader(
            context: header.context, parentHash: header.parentHash, stateRoot: stateRoot,
            transactions: bundle.block.transactions, transactionHashes: computed, receipts: bundle.block.receipts,
            stateDiff: bundle.block.stateDiff)
        bundle.certificate = try FixtureCommittee.certificate(for: bundle.block.header)
    }
}
