import ByteCoding
import EllipticCurves
import QuorumCertificates

/// The committee file: text, one line each, fields in this order and separated by single spaces.
///
/// ```
/// starling-committee 1
/// chain SN_STARLING
/// genesis <64 hex>
/// consensus tendermint
/// validator NAME weight 1 key <64 hex> link <64 hex> address 127.0.0.1:6050
/// ```
///
/// `genesis` is the hash of block 0, which ties the committee to one chain; files from before there was one may lack it.
/// `consensus` names the algorithm; files without it mean Tendermint.
/// Lines that begin with `#` and empty lines are skipped. A validator's index is its position among the validators.
extension Committee {
    /// Files longer than this are refused.
    public static let fileBytesMax = 64 << 10

    /// What is wrong with a committee file, and in which line.
    public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
        /// Where the file is malformed, counted from 1, and what is wrong there.
        public let line: Int
        public let reason: String
        public var description: String { "committee file, line \(line): \(reason)" }
    }

    /// The text of the file.
    public var fileText: String {
        var text = "starling-committee 1\nchain \(chain)\n"
        if let genesisHash { text += "genesis \(HexBytes.encode(genesisHash))\n" }
        if let consensus { text += "consensus \(consensus)\n" }
        for member in members {
            text += "validator \(member.name) weight \(member.weight) key \(HexBytes.encode(member.votingKey))"
            text += " link \(HexBytes.encode(member.linkPin)) address \(member.host):\(member.port)\n"
        }
        return text
    }

    /// Parses the text of a file.
    public init(fileText text: String) throws(FileError) {
        guard text.utf8.count <= Committee.fileBytesMax else { throw FileError(line: 0, reason: "too long") }
        var chain: String?
        var genesisHash: [UInt8]?
        var consensus: String?
        var members: [Member] = []
        var hasHeader = false
        for (position, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            let fail: (String) -> FileError = { FileError(line: position + 1, reason: $0) }
            if !hasHeader {
                guard words == ["starling-committee", "1"] else { throw fail("expected `starling-committee 1`") }
                hasHeader = true
            } else if words.first == "chain" {
                guard words.count == 2, chain == nil else { throw fail("expected one `chain NAME`") }
                chain = words[1]
            } else if words.first == "genesis" {
                guard words.count == 2, chain != nil, genesisHash == nil, members.isEmpty,
                    let hash = HexBytes.decode(words[1].utf8), hash.count == Committee.genesisHashByteCount
                else { throw fail("expected one `genesis` and 64 hex digits, behind the chain") }
                genesisHash = hash
            } else if words.first == "consensus" {
                guard words.count == 2, chain != nil, consensus == nil, members.isEmpty, Committee.isName(words[1])
                else {
                    throw fail("expected one `consensus NAME`, behind the chain")
                }
                consensus = words[1]
            } else {
                guard let member = Committee.member(words) else { throw fail("malformed validator") }
                guard Ed25519Key(bytes: member.votingKey) != nil else {
                    throw fail("the key of \(member.name) is of small order or not canonically encoded")
                }
                guard members.count < ValidatorSet.countMax else { throw fail("too many validators") }
                members.append(member)
            }
        }
        guard let chain else { throw FileError(line: 0, reason: "no chain named") }
        guard let committee = Committee(chain: chain, genesisHash: genesisHash, consensus: consensus, members: members)
        else {
            throw FileError(line: 0, reason: "no valid committee: check for repeated keys, weights and the chain name")
        }
        self = committee
    }

    private static func member(_ words: [String]) -> Member? {
        guard words.count == 10, words[0] == "validator", words[2] == "weight", words[4] == "key",
            words[6] == "link", words[8] == "address", isName(words[1]), let weight = UInt64(words[3]),
            let key = HexBytes.decode(words[5].utf8), key.count == 32, let pin = HexBytes.decode(words[7].utf8),
            pin.count == 32
        else { return nil }
        let address = words[9].split(separator: ":", omittingEmptySubsequences: false)
        guard address.count == 2, let port = UInt16(address[1]), port > 0, isHost(String(address[0])) else {
            return nil
        }
        return Member(
            name: words[1], weight: weight, votingKey: key, linkPin: pin, host: String(address[0]), port: port)
    }
}
