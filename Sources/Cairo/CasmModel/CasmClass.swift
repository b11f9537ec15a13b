public import FiniteFields

/// A compiled Cairo class: the code the machine runs, and where it may be entered (EXEC spec §4.7).
///
/// Only the checking initialiser makes one of parts, so every instance has passed the structural checks. They do not make the
/// code trustworthy: it is still hostile input to the machine.
public struct CasmClass: Sendable, Equatable {
    /// The most code words a class may have. The network's own limit (81,920) is far below.
    public static let bytecodeMax = 1 << 20
    /// How deep segment lengths may nest.
    public static let segmentDepthMax = 8
    /// The most hints at one position.
    public static let hintsPerPositionMax = 64

    /// The version text of the compiler. Not hashed; bounded by the decoder.
    public let compilerVersion: String
    public let bytecode: [Felt252]
    /// How the code is cut for hashing; nil means one piece, hashed without the tree rule.
    public let segmentLengths: BytecodeSegments?
    /// Sorted by position; several hints of one position run in order.
    public let hints: [PositionedHints]
    public let entryPoints: EntryPoints

    /// Checks the structure and takes the parts.
    public init(
        compilerVersion: String, bytecode: [Felt252], segmentLengths: BytecodeSegments?, hints: [PositionedHints],
        entryPoints: EntryPoints
    ) throws(CasmClassError) {
        guard bytecode.count <= CasmClass.bytecodeMax else { throw .bytecodeSize }
        if let segmentLengths {
            let total = try segmentLengths.checkedTotal(depth: 0, limit: bytecode.count)
            guard total == bytecode.count else { throw .segmentLengths }
        }
        var previous = -1
        for entry in hints {
            guard entry.position > previous, entry.position < bytecode.count,
                entry.hints.count <= CasmClass.hintsPerPositionMax
            else { throw .hintPosition }
            previous = entry.position
        }
        for list in [entryPoints.external, entryPoints.l1Handler, entryPoints.constructor] {
            try CasmClass.check(list, codeCount: bytecode.count)
        }
        self.compilerVersion = compilerVersion
        self.bytecode = bytecode
        self.segmentLengths = segmentLengths
        self.hints = hints
        self.entryPoints = entryPoints
    }

    /// The class without what its hash says nothing of: hints, and the compiler's version.
    public var withoutHints: CasmClass { CasmClass(hashedPartsOf: self) }

    private init(hashedPartsOf other: CasmClass) {
        compilerVersion = ""
        bytecode = other.bytecode
        segmentLengths = other.segmentLengths
        hints = []
        entryPoints = other.entryPoints
    }

    static func check(_ list: [CasmEntryPoint], codeCount: Int) throws(CasmClassError) {
        var previous: Felt252?
        for entry in list {
            guard entry.offset >= 0, entry.offset < codeCount else { throw .entryPointOffset }
            if let previous, !precedes(previous, entry.selector) { throw .entryPointOrder }
            previous = entry.selector
            var rank = -1
            for builtin in entry.builtins {
                guard let next = CasmEntryPoint.builtinOrder.firstIndex(of: builtin) else { throw .unknownBuiltin }
                guard next > rank else { throw .builtinOrder }
                rank = next
            }
        }
    }

    static func precedes(_ a: Felt252, _ b: Felt252) -> Bool {
        let x = a.limbs, y = b.limbs
        if x.3 != y.3 { return x.3 < y.3 }
        if x.2 != y.2 { return x.2 < y.2 }
        if x.1 != y.1 { return x.1 < y.1 }
        return x.0 < y.0
    }
}

/// The hints that run before the instruction at one code position.
public struct PositionedHints: Sendable, Equatable {
    public var position: Int
    public var hints: [Hint]

    public init(position: Int, hints: [Hint]) {
        self.position = position
        self.hints = hints
    }
}
