public import BlockPrograms
public import BlockVerifying
import ByteCoding
public import CasmModel
public import FiniteFields
import JSONCoding
import QuorumCertificates
public import StarknetClient
import StarknetJSON
public import StarknetModel
import Synchronization

/// Puts a block's bundle together from a node's RPC. Nothing is checked here beyond the encodings: the bundle is for a
/// verifier.
///
/// Classes and headers are kept, since they come again with every block; both caches are bounded. A header is kept under its
/// own hash, so that a wrong one is never taken for another; classes are for the verifier to check, and forgotten when it
/// refuses (`forgetClasses`).
public final class BundleFetcher: Sendable {
    public let client: RPCClient
    private let classes = Mutex<[Felt252: CasmClass]>([:])
    private let headers = Mutex<[Felt252: BlockHeader]>([:])
    static let classesKept = 256
    static let headersKept = 64

    public init(client: RPCClient) { self.client = client }

    /// The record of a block's execution.
    public func record(of number: UInt64) throws(BundleError) -> BlockExecutionRecord {
        let bytes: [UInt8]?
        do { bytes = try client.blockExecution(.number(number)) } catch { throw .client(error) }
        guard let bytes else { throw .noRecord(number) }
        do { return try BlockExecutionRecord(decoding: bytes) } catch {
            throw .encoding("the record of the execution", error)
        }
    }

    /// A class's compiled form, hints included.
    public func casm(_ hash: Felt252) throws(BundleError) -> CasmClass {
        if let known = classes.withLock({ $0[hash] }) { return known }
        let json: JSONValue
        do { json = try client.compiledClass(ClassHash(hash)) } catch { throw .client(error) }
        let casm: CasmClass
        do { casm = try CasmClass(json: json) } catch { throw .classFile(hash, error) }
        classes.withLock { kept in
            if kept.count >= BundleFetcher.classesKept { kept.removeAll() }
            kept[hash] = casm
        }
        return casm
    }

    /// A class's source form, under a hash that nobody has computed yet.
    public func sierra(_ hash: ClassHash) throws(BundleError) -> SierraClass {
        do { return try client.sierraClass(hash) } catch { throw .client(error) }
    }

    /// Forgets the classes that were kept: one of them may be wrong.
    public func forgetClasses() { classes.withLock { $0 = [:] } }

    /// The bundle of a fetched block with the given proof file; `record` says which classes belong to it.
    public func bundle(
        of block: Block, record: BlockExecutionRecord, proof: [UInt8]
    ) throws(BundleError) -> BlockBundle {
        let number = block.header.context.number
        var ancestors: [BlockHeader] = []
        var hash = block.header.parentHash
        for back in 0..<BlockBundle.ancestorCount(ofBlock: number) {
            let found = try header(number - 1 - UInt64(back), hash)
            ancestors.append(found)
            hash = found.parentHash
        }
        var bundled: [BundledClass] = []
        let declared = block.transactions.compactMap { $0.declaredClass }
        for hash in record.classHashes where !declared.contains(ClassHash(hash)) {
            bundled.append(BundledClass(classHash: hash, casm: try casm(hash)))
        }
        return BlockBundle(
            block: block, ancestors: ancestors, classes: bundled,
            declarations: try declared.map { hash throws(BundleError) in try declaration(hash) },
            certificate: try certificate(of: number), proof: proof)
    }

    /// A class that a block declares.
    private func declaration(_ hash: ClassHash) throws(BundleError) -> BundledDeclaration {
        BundledDeclaration(
            sierra: try sierra(hash), compiled: BundledClass(classHash: hash.felt, casm: try casm(hash.felt)))
    }

    /// A block with its state diff.
    public func block(_ number: UInt64) throws(BundleError) -> Block {
        let fetched: FetchedBlock?, diff: StateDiff
        do { fetched = try client.block(.number(number)) } catch { throw .client(error) }
        guard let fetched else { throw .noBlock(number) }
        do { diff = try client.stateUpdate(.number(number)).diff } catch { throw .client(error) }
        keep(fetched.header)
        return Block(
            header: fetched.header, transactions: fetched.transactions, receipts: fetched.receipts, stateDiff: diff)
    }

    private func keep(_ header: BlockHeader) {
        headers.withLock { kept in
            if kept.count >= BundleFetcher.headersKept { kept.removeAll() }
            kept[header.hash] = header
        }
    }

    /// The header of this hash, which is that of block `number` in the chain that the node was asked for.
    private func header(_ number: UInt64, _ hash: Felt252) throws(BundleError) -> BlockHeader {
        if let known = headers.withLock({ $0[hash] }) { return known }
        let fetched: FetchedBlock?
        do { fetched = try client.block(.number(number)) } catch { throw .client(error) }
        guard let fetched else { throw .noBlock(number) }
        guard fetched.header.hash == hash else { throw .otherBlock(number) }
        keep(fetched.header)
        return fetched.header
    }

    private func certificate(of number: UInt64) throws(BundleError) -> QuorumCertificate {
        let bytes: [UInt8]?
        do { bytes = try client.quorumCertificate(.number(number)) } catch { throw .client(error) }
        guard let bytes else { throw .noCertificate(number) }
        do { return try QuorumCertificate(wireBytes: bytes) } catch { throw .certificate(error) }
    }
}
