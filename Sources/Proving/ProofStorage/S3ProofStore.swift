import ByteCoding
public import FiniteFields
import HTTPRequesting
public import S3Requesting

/// Proof files of one chain as objects of a bucket, `starling/CHAIN/NAME`: the chain's whole identity in hex, and the
/// `ProofName`. Several chains may share a bucket.
///
/// The server is not trusted with anything but keeping bytes: what was written is read back and compared before it counts, and
/// what is read must have the hash that its name says.
public struct S3ProofStore: ProofStore {
    private let client: S3Client
    /// How the keys of the chain's proofs begin.
    let folder: String
    /// Larger objects are neither written nor read.
    public let bytesMax: Int

    /// The store of a chain. Nothing is asked of the server yet.
    ///
    /// - Parameters:
    ///   - client: over an HTTP client that reads answers of `bytesMax` bytes.
    ///   - chain: the chain's identity, 32 bytes: the fingerprint of its verifier's configuration.
    public init(client: S3Client, chain: [UInt8], bytesMax: Int = 64 << 20) {
        self.client = client
        folder = "starling/\(HexBytes.encode(chain))/"
        self.bytesMax = bytesMax
    }

    public var location: String { "s3://\(client.place.bucket)/\(folder)" }

    public func store(
        _ content: [UInt8], block: UInt64, hash: Felt252
    ) throws(ProofStoreError) -> (name: String, readBack: [UInt8]) {
        let name = ProofName.of(block: block, hash: hash, content: content)
        guard content.count <= bytesMax else { throw .tooLarge(path: location + name) }
        do { try client.put(folder + name, content) } catch { throw failure("put", name, error) }
        let readBack = try read(name)
        guard readBack == content else { throw .readBack(path: location + name) }
        return (name, readBack)
    }

    public func content(named name: String) throws(ProofStoreError) -> [UInt8] {
        let content = try read(name)
        // The bytes went over a network: a server that gives another object's is noticed here, not blamed on the proof.
        guard let parts = ProofName(name), parts.matches(content) else { throw .otherContent(path: location + name) }
        return content
    }

    private func read(_ name: String) throws(ProofStoreError) -> [UInt8] {
        guard ProofName(name) != nil else { throw .unknownName(name) }
        let content: [UInt8]?
        do { content = try client.get(folder + name) } catch {
            if error == .transport(.tooLarge) { throw .tooLarge(path: location + name) }
            throw failure("get", name, error)
        }
        guard let content else { throw .file("get", path: location + name, reason: "no such object") }
        guard content.count <= bytesMax else { throw .tooLarge(path: location + name) }
        return content
    }

    public func discard(named name: String) throws(ProofStoreError) {
        guard ProofName(name) != nil else { throw .unknownName(name) }
        do { try client.delete(folder + name) } catch { throw failure("delete", name, error) }
    }

    public func names(block: UInt64, hash: Felt252) throws(ProofStoreError) -> [String] {
        try objects(ProofName.prefix(block: block, hash: hash), after: nil, limit: Self.pageMax)
            .map(\.name).filter { ProofName($0) != nil }
    }

    /// What one answer may list.
    private static let pageMax = 1_000

    public func proofs(after name: String?, limit: Int) throws(ProofStoreError) -> [StoredProof] {
        var found: [StoredProof] = [], last = name
        while found.count < limit {
            let asked = min(limit - found.count, Self.pageMax)
            let page = try objects("block-", after: last, limit: asked)
            // Objects that are no proofs are none of ours.
            found += page.filter { ProofName($0.name) != nil }
            guard page.count == asked else { return found }
            last = page.last?.name
        }
        return found
    }

    /// One page of a list.
    private func objects(_ prefix: String, after name: String?, limit: Int) throws(ProofStoreError) -> [StoredProof] {
        let page: [S3Object]
        do {
            page = try client.list(prefix: folder + prefix, after: name.map { folder + $0 }, limit: limit)
        } catch { throw failure("list", prefix, error) }
        return page.map { StoredProof(name: String($0.key.dropFirst(folder.count)), byteCount: $0.byteCount) }
    }

    private func failure(_ operation: String, _ name: String, _ error: S3Error) -> ProofStoreError {
        .file(operation, path: location + name, reason: "\(error)")
    }
}
