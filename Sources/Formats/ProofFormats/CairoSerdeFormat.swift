public import CairoAIR
public import CairoVerifying
import FiniteFields
public import HashFunctions
import JSONCoding

/// The Cairo verifier's format: a JSON array of hex felts, each in its shortest lower-case spelling (STWO §4.10).
public enum CairoSerdeFormat {
    static let limits = JSONLimits(bytes: 256 << 20, depth: 4, nodes: 16 << 20)

    /// The words of an array that holds nothing above 64 bits.
    public static func words(json bytes: some Collection<UInt8>) throws(ProofFormatError) -> [UInt64] {
        let stream = try stream(json: bytes)
        if let index = stream.large.keys.min() { throw .notAWord(index: index) }
        return stream.words
    }

    /// The felts of an array.
    public static func stream(json bytes: some Collection<UInt8>) throws(ProofFormatError) -> ProofStream {
        var stream = ProofStream(words: [])
        do throws(JSONError) {
            let document = try JSONDocument(bytes, limits: limits)
            stream.words.reserveCapacity(document.root.count)
            for element in try document.root.array() {
                guard let value = try element.withBytes(value) else { break }
                switch value {
                case .word(let word): stream.words.append(word)
                case .felt(let felt): stream.append(felt)
                }
            }
            if stream.words.count == document.root.count { return stream }
        } catch {
            throw .json(error)
        }
        throw .notAWord(index: stream.words.count)
    }

    private enum Value {
        case word(UInt64)
        case felt(Felt252)
    }

    /// `0x` and lower-case digits, the first of which is zero only in `0x0`; below the Stark prime.
    private static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Value? {
        guard bytes.count >= 3, bytes.count <= 66, bytes[0] == UInt8(ascii: "0"), bytes[1] == UInt8(ascii: "x"),
            bytes[2] != UInt8(ascii: "0") || bytes.count == 3
        else { return nil }
        var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for byte in bytes[2...] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
            default: return nil
            }
            limbs = (
                limbs.0 &<< 4 | UInt64(digit), limbs.1 &<< 4 | limbs.0 &>> 60, limbs.2 &<< 4 | limbs.1 &>> 60,
                limbs.3 &<< 4 | limbs.2 &>> 60
            )
        }
        if bytes.count <= 18 { return .word(limbs.0) }
        return Felt252(limbs: limbs.0, limbs.1, limbs.2, limbs.3).map(Value.felt)
    }

    /// Reads a proof; the format names neither the preprocessed variant nor the hash.
    public static func read(
        json bytes: some Collection<UInt8>, variant: PreprocessedVariant, hash: ProofHash = .blake2s
    ) throws(ProofFormatError) -> CairoProof {
        let stream = try stream(json: bytes)
        if hash != .poseidon252, let index = stream.large.keys.min() { throw .notAWord(index: index) }
        do throws(ProofDecodingError) {
            return try CairoProof(stream: stream, variant: variant, hash: hash)
        } catch {
            throw .decoding(error)
        }
    }

    /// Writes a proof with `separator` between the elements; the reference prover's file is
    /// `[\n  "0x..",\n  "0x.."\n]`, its hash in golden data is over the compact text.
    public static func write(_ proof: CairoProof, hash: ProofHash = .blake2s) throws(ProofFormatError) -> [UInt8] {
        guard let stream = proof.stream(hash: hash) else { throw .segmentsMissing }
        var writer = JSONWriter()
        writer.array(stream.words.indices) { writer, index in
            if let felt = stream.large[index] { writer.string(felt.hex) } else { writer.hex(stream.words[index]) }
        }
        return writer.bytes
    }
}
