/// What a validator may sign once.
public protocol ConsensusStatement: Hashable, Sendable {
    associatedtype Message: ConsensusMessage

    /// Where it stands among all that this validator signs.
    var position: SigningPosition { get }
    /// The block whose content must go with the message.
    var offer: BlockOffer? { get }
    /// The exact bytes to sign: a tag of their own kind, the domain, then fields of fixed width. `contentDigest` is the
    /// SHA-256 of the offered content, empty when there is no offer.
    func signingBytes(domain: [UInt8], contentDigest: [UInt8]) -> [UInt8]
    /// The message that this becomes with a signature.
    func signed(_ signature: [UInt8]) -> Message
}
