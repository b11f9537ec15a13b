public import ProtobufCoding
public import QuorumCertificates

/// What validators send each other: signed, and complete in itself but for the content of a block.
public protocol ConsensusMessage: Hashable, Sendable {
    /// Whose message it is.
    var sender: ValidatorIndex { get }
    /// What it is about.
    var place: BlockPlace { get }
    /// Where it stands among all that its sender signs: two different messages of one position exclude each other.
    var position: SigningPosition { get }
    /// The block whose content travels with the message; nil for messages without content.
    var offer: BlockOffer? { get }
    /// Every signature in the message, at least one, to be checked before a machine sees it. `contentDigest` is the SHA-256
    /// of the content that came along, empty when there is no offer.
    func signatures(domain: [UInt8], contentDigest: [UInt8]) -> [ClaimedSignature]
    /// The message without content, as it is sent and logged.
    var wireBytes: [UInt8] { get }
    /// Decodes a message of the kind that offers a block, or of the kind that does not. No signature is checked.
    init(wireBytes: [UInt8], isOffer: Bool) throws(WireError)
}

/// A signature with what it is said to sign.
public struct ClaimedSignature: Hashable, Sendable {
    public let validator: ValidatorIndex
    public let signedBytes: [UInt8]
    /// 64 bytes of Ed25519.
    public let signature: [UInt8]

    public init(validator: ValidatorIndex, signedBytes: [UInt8], signature: [UInt8]) {
        self.validator = validator
        self.signedBytes = signedBytes
        self.signature = signature
    }
}
