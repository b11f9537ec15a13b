public import FiniteFields
public import StarknetModel

/// The block that somebody wants to know about. Whoever hands out a bundle may hand out another block's, sound in itself:
/// a verdict must be about what was asked for.
public struct RequestedBlock: Hashable, Sendable {
    /// The block's number.
    public var number: UInt64
    /// The block's hash, where the reader knows it: from a list, a link, or another source.
    public var hash: Felt252?

    public init(number: UInt64, hash: Felt252? = nil) {
        self.number = number
        self.hash = hash
    }

    /// Refuses a header of another number, or of another hash where one was given.
    public func check(_ header: BlockHeader) throws(BlockRejection) {
        let computed = header.hash
        guard header.context.number == number, hash == nil || hash == computed else {
            throw .notRequested(number: header.context.number, hash: computed)
        }
    }
}

extension BlockVerifier {
    /// Verifies a bundle as an answer to a request: the command, the prover and the browser all come in here, so that none
    /// of them can show one block's verdict under another's number.
    public func verify(
        _ requested: RequestedBlock, in bundle: BlockBundle, report: (BlockCheck) -> Void = { _ in }
    ) throws(BlockRejection) -> BlockVerdict {
        try requested.check(bundle.block.header)
        return try verify(bundle, report: report)
    }
}
