import BlockPrograms
public import BlockVerifying
import ClassCompiling
import FiniteFields
public import ProofStorage
import StarknetModel

/// Verifies stored proofs as a reader does: the block from a node, the proof from the store by the block's hash, and the
/// verdict about nothing but what was asked for. `starling verify`, the explorer and `starling local up` are this.
public struct ProofReader: Sendable {
    /// Why there is no verdict.
    public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// Block or proof could not be had.
        case bundle(BundleError)
        /// They were had, and are refused.
        case rejected(BlockRejection)

        public var description: String {
            switch self {
            case .bundle(let error): "\(error)"
            case .rejected(let rejection): rejection.explanation
            }
        }
    }

    public let configuration: VerifierConfiguration
    public let fetcher: BundleFetcher
    public let store: any ProofStore

    public init(configuration: VerifierConfiguration, fetcher: BundleFetcher, store: any ProofStore) {
        self.configuration = configuration
        self.fetcher = fetcher
        self.store = store
    }

    /// Fetches and verifies; `report` is told of each check that passed.
    public func verify(
        _ requested: RequestedBlock, report: (BlockCheck) -> Void = { _ in }
    ) throws(Failure) -> BlockVerdict {
        try verify(requested, in: try bundle(of: requested), report: report)
    }

    /// Verifies a bundle that was fetched.
    public func verify(
        _ requested: RequestedBlock, in bundle: BlockBundle, report: (BlockCheck) -> Void = { _ in }
    ) throws(Failure) -> BlockVerdict {
        do {
            return try BlockVerifier<CommitteeSignatures>(configuration: configuration)
                .verify(requested, in: bundle, report: report)
        } catch { throw .rejected(error) }
    }

    /// Verifies a content of the store as the proof of the block that its name says.
    public func verify(_ name: ProofName, _ content: [UInt8]) throws(Failure) -> BlockVerdict {
        let requested = RequestedBlock(number: name.block, hash: name.hash), bundle: BlockBundle
        do {
            let block = try fetcher.block(name.block)
            bundle = try fetcher.bundle(of: block, record: try fetcher.record(of: name.block), proof: content)
        } catch { throw .bundle(error) }
        return try verify(requested, in: bundle)
    }

    /// Compiles the classes of a bundle that was verified again, from Sierra that the node has. Sierra of another hash says nothing
    /// about the block.
    public func recompile(_ bundle: BlockBundle) throws(Failure) -> ClassRecompilation {
        var sierra: [SierraClass] = []
        for used in bundle.classes {
            do { sierra.append(try fetcher.sierra(ClassHash(used.classHash))) } catch { throw .bundle(error) }
        }
        do {
            return try ClassRecompilation(of: bundle, sierra: sierra)
        } catch {
            if case .recompilation(let hash, .noSierra) = error { throw .bundle(.otherClass(hash)) }
            throw .rejected(error)
        }
    }

    /// The bundle of a block with its stored proof: of the number asked for, and of the hash where one is given. A block
    /// without transactions needs no proof: what its verification opens of the previous state comes from the node.
    ///
    /// The proof's name is not compared with its content: what the content is worth, the verifier says.
    public func bundle(of requested: RequestedBlock) throws(Failure) -> BlockBundle {
        let block: Block
        do { block = try fetcher.block(requested.number) } catch { throw .bundle(error) }
        do { try requested.check(block.header) } catch { throw .rejected(error) }
        do {
            let stored = block.transactions.isEmpty ? nil : try storedProof(of: block)
            let record = try fetcher.record(of: requested.number)
            let made = BlockProof.withoutTransactions(blockNumber: requested.number, opening: record.opening)
            return try fetcher.bundle(of: block, record: record, proof: stored ?? made.encoded() ?? [])
        } catch { throw .bundle(error) }
    }

    private func storedProof(of block: Block) throws(BundleError) -> [UInt8] {
        let number = block.header.context.number, stored: [UInt8]?
        do {
            stored = try store.proof(block: number, hash: block.header.hash)
        } catch { throw .store(error) }
        guard let stored else { throw .noProof(number, location: store.location) }
        return stored
    }
}
