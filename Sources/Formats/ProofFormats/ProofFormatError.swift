public import Bzip2Coding
public import ByteCoding
public import CairoVerifying
public import JSONCoding

/// Why text is no proof and no set of parameters.
public enum ProofFormatError: Error, Equatable, Sendable {
    /// The text is not the JSON that was expected.
    case json(JSONError)
    /// An element of the felt array is not a felt in its one spelling, or has more than 64 bits where the hash is Blake2s.
    case notAWord(index: Int)
    /// The felts are no proof.
    case decoding(ProofDecodingError)
    /// A channel of the reference system that is not supported here.
    case unsupportedChannel(String)
    /// The compressed bytes of the binary format are none.
    case compression(Bzip2Error)
    /// The bytes of the binary format are no proof.
    case bytes(ByteCodingError)
    /// The binary format has no proofs over Poseidon.
    case poseidonBinary
    /// The proof cannot be written in the format: it lacks one of the eleven segments.
    case segmentsMissing
}

extension ProofFormatError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .notAWord(let index): "element \(index) is not a hex felt without leading zeros, or has more than 64 bits"
        case .decoding(let error): "no proof: \(error)"
        case .unsupportedChannel(let name): "channel \(name) is not supported"
        case .compression(let error): "no binary proof: \(error)"
        case .bytes(let error): "no binary proof: \(error)"
        case .poseidonBinary: "the binary format has no proofs over Poseidon"
        case .segmentsMissing: "the proof lacks a public segment that this format requires"
        }
    }
}
