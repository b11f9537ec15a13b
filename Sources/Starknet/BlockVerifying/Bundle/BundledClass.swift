public import ByteCoding
public import CasmModel
public import FiniteFields
public import StarknetModel

/// A class as a verifier needs it: code, how it is cut for hashing, entry points. Hints are not part of its hash and not
/// of what is proven.
public struct BundledClass: Sendable, Equatable {
    /// The class that the code claims to be of.
    public var classHash: Felt252
    /// Its code without hints.
    public var casm: CasmClass

    /// Bundles a class; its hints are left out.
    public init(classHash: Felt252, casm: CasmClass) {
        self.classHash = classHash
        self.casm = casm.withoutHints
    }
}

extension BundledClass: ByteCodable {
    static let entryPointsMax = 1 << 12

    public func encode(to writer: inout ByteWriter) {
        writer.felt(classHash)
        writer.array(casm.bytecode) { writer, word in writer.felt(word) }
        writer.optional(casm.segmentLengths) { writer, segments in BundledClass.write(segments, to: &writer) }
        for type in EntryPointType.allCases {
            writer.array(casm.entryPoints[type]) { writer, entry in
                writer.felt(entry.selector)
                writer.u32(UInt32(clamping: entry.offset))
                writer.array(entry.builtins) { writer, builtin in writer.u8(builtin.rawValue) }
            }
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let hash = try reader.felt()
        let bytecode = try reader.array(max: CasmClass.bytecodeMax, itemBytesMin: 32) {
            (reader) throws(ByteCodingError) in try reader.felt()
        }
        let segments = try reader.optional { (reader) throws(ByteCodingError) in
            try BundledClass.segments(&reader, depth: 0)
        }
        let external = try BundledClass.entries(&reader)
        let l1Handler = try BundledClass.entries(&reader)
        let constructor = try BundledClass.entries(&reader)
        do {
            classHash = hash
            casm = try CasmClass(
                compilerVersion: "", bytecode: bytecode, segmentLengths: segments, hints: [],
                entryPoints: EntryPoints(external: external, l1Handler: l1Handler, constructor: constructor))
        } catch {
            throw .notCanonical
        }
    }

    private static func entries(_ reader: inout ByteReader) throws(ByteCodingError) -> [CasmEntryPoint] {
        try reader.array(max: entryPointsMax, itemBytesMin: 37) { (reader) throws(ByteCodingError) in
            let selector = try reader.felt(), offset = try BundledClass.position(&reader)
            let builtins = try reader.array(max: 12, itemBytesMin: 1) { (reader) throws(ByteCodingError) in
                guard let builtin = Builtin(rawValue: try reader.u8()) else { throw ByteCodingError.notCanonical }
                return builtin
            }
            return CasmEntryPoint(selector: selector, offset: offset, builtins: builtins)
        }
    }

    /// A place or a number of words in a class's code. Bounded before it becomes a machine integer, which has 32 bits in
    /// the browser.
    private static func position(_ reader: inout ByteReader) throws(ByteCodingError) -> Int {
        let value = try reader.u32()
        guard value <= UInt32(CasmClass.bytecodeMax) else { throw .notCanonical }
        return Int(value)
    }

    private static func write(_ segments: BytecodeSegments, to writer: inout ByteWriter) {
        switch segments {
        case .leaf(let count):
            writer.u8(0)
            writer.u32(UInt32(clamping: count))
        case .node(let children):
            writer.u8(1)
            writer.array(children) { writer, child in write(child, to: &writer) }
        }
    }

    private static func segments(_ reader: inout ByteReader, depth: Int) throws(ByteCodingError) -> BytecodeSegments {
        guard depth <= CasmClass.segmentDepthMax else { throw .notCanonical }
        switch try reader.u8() {
        case 0: return .leaf(try position(&reader))
        case 1:
            let count = try reader.count(max: CasmClass.bytecodeMax, itemBytesMin: 2)
            var children: [BytecodeSegments] = []
            for _ in 0..<count { children.append(try segments(&reader, depth: depth + 1)) }
            return .node(children)
        default: throw .notCanonical
        }
    }
}
