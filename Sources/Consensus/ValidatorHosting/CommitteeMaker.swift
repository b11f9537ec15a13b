import ByteCoding
import PeerNetworking
import QuorumCertificates
public import ValidatorSigning

/// Makes the keys of a new committee: a home for each validator, and the committee file in each of them.
///
/// For a network on one machine or under one operator. Where each validator makes its own keys, each makes a committee of
/// itself alone, and `Committee.init(joining:)` puts these together.
public struct CommitteeMaker: Sendable {
    public var chain: String
    public var count: Int
    public var host: String
    /// The first validator listens here, the next ones on the ports after it.
    public var firstPort: UInt16
    /// The hash of the chain's block 0, 32 bytes, which the committee file pins; nil leaves it open.
    public var genesisHash: [UInt8]?
    /// Validators are named after it and their number; a validator that is alone has it as its name.
    public var name: String?

    public init(
        chain: String, count: Int, host: String, firstPort: UInt16, genesisHash: [UInt8]? = nil, name: String? = nil
    ) {
        self.name = name
        self.genesisHash = genesisHash
        self.chain = chain
        self.count = count
        self.host = host
        self.firstPort = firstPort
    }

    /// The home of a validator in a folder.
    public static func home(_ index: Int, in folder: String) -> ValidatorHome {
        ValidatorHome(path: folder + "/node\(index)")
    }

    /// Makes everything in `folder` (`node0`, `node1`, …). Existing keys are an error and stay as they are.
    public func make(in folder: String) throws(HostError) -> Committee {
        guard (1...ValidatorSet.countMax).contains(count), Int(firstPort) + count - 1 <= Int(UInt16.max) else {
            throw .badCommittee("a committee has 1 to \(ValidatorSet.countMax) validators, on ports up to 65535")
        }
        try ValidatorHome.createFolder(folder)
        var members: [Committee.Member] = []
        for index in 0..<count {
            let home = CommitteeMaker.home(index, in: folder)
            try ValidatorHome.createFolder(home.path)
            let votingKey = try CommitteeMaker.makeKey(home.votingKeyPath)
            let linkKey = try CommitteeMaker.makeKey(home.linkKeyPath)
            do { try SigningJournal.create(path: home.journalPath, floor: Height(0)) } catch { throw .signing(error) }
            let pin: [UInt8]
            let votingBytes = votingKey.publicBytes
            do { pin = try LinkIdentity(key: linkKey).pin } catch { throw .network(error) }
            members.append(
                Committee.Member(
                    name: memberName(index), weight: 1, votingKey: votingBytes, linkPin: pin, host: host,
                    port: firstPort + UInt16(index)))
        }
        guard let committee = Committee(chain: chain, genesisHash: genesisHash, members: members) else {
            throw .badCommittee(
                "the chain id must be 1 to 31 printable ASCII characters, the host a name or address, the name 1 to 32 "
                    + "letters, digits, -, _ or .")
        }
        for index in 0..<count {
            try ValidatorHome.create(
                CommitteeMaker.home(index, in: folder).committeePath, committee.fileText, mode: 0o644)
        }
        return committee
    }

    private func memberName(_ index: Int) -> String {
        if let name, count == 1 { return name }
        return "\(name ?? "validator")-\(index)"
    }

    private static func makeKey(_ path: String) throws(HostError) -> SecretKey {
        do {
            let seed = try SecretKey.randomSeed()
            let key = try SecretKey(seed: seed)
            try ValidatorHome.create(path, HexBytes.encode(seed) + "\n", mode: 0o600)
            return key
        } catch let error as HostError {
            throw error
        } catch let error as SigningError {
            throw .signing(error)
        } catch {
            throw .system(call: "create", path: path, code: 0)
        }
    }
}
