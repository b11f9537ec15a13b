/// The answer to the page: lines of `kind TAB name TAB text`.
///
/// | kind | name | text |
/// |---|---|---|
/// | `verdict`, the first line | `verified`, `except`, `nothing`, `invalid`, `unchecked` | the headline, or the reason |
/// | `summary` | `passed`, or `trusted` where something is left out | a sentence: `BlockVerdict` has them |
/// | `exception` | – | a sentence |
/// | `basis` | `compilation` where compiling the classes again makes it untrue | a sentence |
/// | `about` | `number`, `hash`, `parent`, `root`, `time`, `sequencer`, `version`, `transactions`, `events` | what was verified |
/// | `transaction`, one each, in order | hash | `succeeded` or `reverted`, a blank, the sender |
/// | `range` | `passed`, or `trusted` where something before or in it is trusted | the range of verified blocks that the block is part of: `VerifiedRange` has the sentence |
/// | `missing` | a block's number | another one: what is to be verified next, these two included; absent where nothing is missing |
/// | `carried` | – | hex: all ranges verified so far, to be handed in with the next block |
/// | `class` | `used`, or `declared` by the block | hash of a class that the block's code is of: its Sierra is needed to compile it again, of a declared one it is in the bundle |
/// | `fact` | a label | a technical fact |
/// | `check` | `passed` or `failed` | what holds, or the reason |
///
/// `unchecked` says that the module was used wrongly: nothing is known about the block. Lines `about`, `transaction`,
/// `class`, `range`, `missing` and `carried` are there only with a verdict that is not `invalid`: they are verified, never claims.
///
/// Of classes that were compiled again (`starling_recompile_block`) there is one line:
///
/// | kind | name | text |
/// |---|---|---|
/// | `recompilation` | `equal`, `differs`, or `unchecked` where nothing is known | a sentence |
///
/// Handed over as a 32-bit length followed by UTF-8.
struct Report {
    private var bytes: [UInt8] = []

    mutating func line(_ kind: String, _ name: String, _ text: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
        append(kind)
        bytes.append(UInt8(ascii: "\t"))
        append(name)
        bytes.append(UInt8(ascii: "\t"))
        append(text)
    }

    /// Control characters would break the lines: they become blanks.
    private mutating func append(_ text: String) {
        for byte in text.utf8 { bytes.append(byte < 0x20 ? 0x20 : byte) }
    }

    /// A block of memory for the host, or null when there is none left.
    func handOver() -> UnsafeMutableRawPointer? {
        let block = UnsafeMutableRawPointer.allocate(byteCount: bytes.count + 4, alignment: 8)
        block.storeBytes(of: UInt32(truncatingIfNeeded: bytes.count), as: UInt32.self)
        for (i, byte) in bytes.enumerated() { block.storeBytes(of: byte, toByteOffset: 4 + i, as: UInt8.self) }
        return block
    }
}
