/// A variable of a Cairo 0 hint: an expression over a register, as `reference_manager` of a compiled program has it.
///
/// The forms are `cast(r + a, T)`, `cast([r + a] + b, T)` and the same in brackets, with r one of ap and fp.
public struct ZeroReference: Sendable, Equatable {
    /// The register is ap; `offset` is then already corrected by how far ap moved from the definition to the hint.
    public var usesAP: Bool
    public var offset: Int
    /// The cell at register + offset holds the base.
    public var readsCell: Bool
    /// Added to the base.
    public var addend: Int
    /// The variable is the content of the cell so found, not its address.
    public var isContent: Bool

    public init(usesAP: Bool, offset: Int, readsCell: Bool, addend: Int, isContent: Bool) {
        self.usesAP = usesAP
        self.offset = offset
        self.readsCell = readsCell
        self.addend = addend
        self.isContent = isContent
    }

    /// Parses the text of a reference; `apMoved` is the distance of ap from the definition to the hint.
    public init?(text: String, apMoved: Int) {
        var bytes = Substring(text)
        isContent = bytes.hasPrefix("[")
        if isContent {
            guard bytes.hasSuffix("]") else { return nil }
            bytes = bytes.dropFirst().dropLast()
        }
        guard bytes.hasPrefix("cast("), bytes.hasSuffix(")"), let comma = bytes.lastIndex(of: ",") else { return nil }
        var inner = bytes[bytes.index(bytes.startIndex, offsetBy: 5)..<comma]
        readsCell = inner.hasPrefix("[")
        addend = 0
        if readsCell {
            guard let close = inner.firstIndex(of: "]") else { return nil }
            guard let rest = ZeroReference.addend(inner[inner.index(after: close)...]) else { return nil }
            addend = rest
            inner = inner[inner.index(after: inner.startIndex)..<close]
        }
        guard inner.hasPrefix("ap") || inner.hasPrefix("fp"), let distance = ZeroReference.addend(inner.dropFirst(2))
        else { return nil }
        usesAP = inner.hasPrefix("ap")
        offset = usesAP ? distance - apMoved : distance
    }

    /// Nothing, ` + 3` or ` + (-3)`.
    private static func addend(_ text: Substring) -> Int? {
        if text.isEmpty { return 0 }
        guard text.hasPrefix(" + ") else { return nil }
        var number = text.dropFirst(3)
        if number.hasPrefix("(") && number.hasSuffix(")") { number = number.dropFirst().dropLast() }
        guard let value = Int(number), abs(value) < 1 << 20 else { return nil }
        return value
    }
}

/// A hint of a compiled Cairo 0 program: those of the common library that programs in proof mode use, with their
/// variables.
public enum ZeroHint: Sendable, Equatable {
    /// `memory[ap] = segments.add()`.
    case addSegment
    /// Checks without effect on memory.
    case check
    /// `unsigned_div_rem`.
    case divide(value: ZeroReference, divisor: ZeroReference, quotient: ZeroReference, remainder: ZeroReference)
    /// `split_felt`.
    case split(value: ZeroReference, low: ZeroReference, high: ZeroReference)
    /// `assert_le_felt`.
    case findSmallArcs(rangeCheck: ZeroReference, a: ZeroReference, b: ZeroReference)
    /// `memory[ap] = 1 if excluded != n else 0`.
    case excludedArc(not: Int)
    /// `is_nn`: 0 if a is below 2^128, or if −a − 1 is.
    case isBelowWord(a: ZeroReference, negated: Bool)
    /// The counter of a loop enters a scope.
    case enterLoop(count: ZeroReference)
    /// The counter goes down; whether the loop goes on.
    case continueLoop(flag: ZeroReference)
    case exitScope
    /// `encode_felt252_to_u32s`.
    case encodeFelts(values: ZeroReference, count: ZeroReference, words: ZeroReference)
    /// Whether the next felt is a short one.
    case isShortFelt(values: ZeroReference, end: ZeroReference)
    /// `random_ec_point` with a seed from the inputs of `ec_op`.
    case randomPoint(p: ZeroReference, m: ZeroReference, q: ZeroReference, s: ZeroReference)
    /// `ModBuiltinRunner.fill_memory`.
    case fillModular(add: ZeroReference, addCount: ZeroReference, mul: ZeroReference, mulCount: ZeroReference)
    /// A hint that may only stand where the run never comes.
    case unknown
}
