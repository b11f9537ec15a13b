import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import StarknetModel

/// Bundles that are made to hurt a verifier rather than to deceive it.
public enum HostileBundles {
    /// Each frame claims nearly as many instances of a builtin as one may: times the cells of an instance and summed
    /// over the frames they exceed 32 bits.
    public static func usages() throws -> FixtureParts {
        var parts = try FixtureParts(1)
        for index in parts.proof.manifest.frames.indices {
            parts.proof.manifest.frames[index].usage[.rangeCheck] = BlockProgramLimits.usageMax - 1
        }
        return parts
    }

    /// Encoded bundles whose first class names a place in its code that no machine integer of 32 bits holds: the offset
    /// of its first entry point, and the length of its first segment.
    public static func codePositions() throws -> [(name: String, bytes: [UInt8])] {
        let bundle = try FixtureFiles.bundle(1)
        guard let item = bundle.classes.first, let entry = item.casm.entryPoints.external.first else { return [] }
        let bytes = bundle.encoded, code = item.casm.bytecode.flatMap(\.bigEndianBytes)
        guard let start = find(code, in: bytes),
            let selector = find(entry.selector.bigEndianBytes, in: bytes, from: start)
        else { return [] }
        var offset = bytes, segment = bytes
        // The offset stands behind the selector. Behind the code: whether it is cut, a node's mark and count, a leaf's mark.
        overwrite(&offset, at: selector + 32)
        let mark = start + code.count
        overwrite(&segment, at: mark + (bytes[mark + 2] & 0x80 == 0 ? 4 : 5))
        return [("offset", offset), ("segment", segment)]
    }

    private static func overwrite(_ bytes: inout [UInt8], at index: Int) {
        for byte in 0..<4 { bytes[index + byte] = 0xf0 }
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from: Int = 0) -> Int? {
        guard bytes.count >= pattern.count else { return nil }
        return (from...bytes.count - pattern.count).first { bytes[$0...].starts(with: pattern) }
    }
}
