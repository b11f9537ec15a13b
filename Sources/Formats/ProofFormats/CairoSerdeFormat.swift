public import CairoAIR
public import CairoVerifying
import JSONCoding

/// The Cairo verifier's format: a JSON array of hex felts, each in its shortest lower-case spelling (STWO §4.10).
public enum CairoSerdeFormat {
    static let limits = JSONLimits(bytes: 256 << 20, depth: 4, nodes: 16 << 20)

    /// The words of the array.
    public static func words(json bytes: some Collection<UInt8>) throws(ProofFormatError) -> [UInt64] {
        var words: [UInt64] = []
        do throws(JSONError) {
            let document = try JSONDocument(bytes, limits: limits)
            words.reserveCapacity(document.root.count)
            for element in try document.root.array() {
                guard let word = try element.withBytes(word) else { break }
                words.append(word)
            }
            if words.count == document.root.count { return words }
        } catch {
            throw .json(error)
        }
        throw .notAWord(index: words.count)
    }

    /// `0x` and one to sixteen lower-case digits, the first of which is zero only in `0x0`.
    private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard bytes.count >= 3, bytes.count <= 18, bytes[0] == UInt8(ascii: "0"), bytes[1] == UInt8(ascii: "x"),
            bytes[2] != UInt8(ascii: "0") || bytes.count == 3
        else { return nil }
        var value: UInt64 = 0
        for byte in bytes[2...] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
            default: return nil
            }
            value = value &<< 4 | UInt64(digit)
        }
        return value
    }

    /// Reads a proof; the format does not name the preprocessed variant.
    public static func read(
        json bytes: some Collection<UInt8>, variant: PreprocessedVariant
    ) throws(ProofFormatError) -> CairoProof {
        let words = try words(json: bytes)
        do throws(ProofDecodingError) {
            return try CairoProof(words: words, variant: variant)
        } catch {
            throw .decoding(error)
        }
    }

    /// Writes a proof with `separator` between the elements; the reference prover's file is
    /// `[\n  "0x..",\n  "0x.."\n]`, its hash in golden data is over the compact text.
    public static func write(_ proof: CairoProof) throws(ProofFormatError) -> [UInt8] {
        guard let words = proof.words() else { throw .segmentsMissing }
        var writer = JSONWriter()
        writer.array(words) { writer, word in writer.hex(word) }
        return writer.bytes
    }
}
