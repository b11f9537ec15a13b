/// Why bytes are no proof. The word index counts from the beginning of the stream.
public enum ProofDecodingError: Error, Equatable, Sendable {
    /// The stream ends inside the proof.
    case truncated
    /// Something follows the proof.
    case trailingWords
    /// A number does not fit its type, or a field element is not below the modulus.
    case numberTooLarge(word: Int)
    /// A list claims more items than the stream can hold.
    case countTooLarge(word: Int)
    /// The mark of an optional table is neither present nor absent.
    case invalidMark(word: Int)
    /// More instances of the table of large values than there can be.
    case tooManyInstances(word: Int)
    /// The last polynomial's stated size is not the number of its coefficients.
    case lastLayerSize(word: Int)
    /// A tree's queried values are not whole rows, or there are not four trees.
    case queriedValues(word: Int)
}

extension ProofDecodingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated: "it ends inside the proof"
        case .trailingWords: "something follows the proof"
        case .numberTooLarge(let word): "the number at word \(word) is out of range"
        case .countTooLarge(let word): "the list at word \(word) is longer than the proof"
        case .invalidMark(let word): "the mark of a table at word \(word) is neither present nor absent"
        case .tooManyInstances(let word): "there are too many tables of large values at word \(word)"
        case .lastLayerSize(let word): "the last polynomial at word \(word) is not of the size that it states"
        case .queriedValues(let word): "the queried values at word \(word) are not whole rows of four trees"
        }
    }
}
