public import FiniteFields

/// One memory word: a felt or a pointer into a segment, with its state in the three bits a felt never uses.
///
/// Felt limbs are little endian, plain and canonical (`l3` at most 0x0800000000000011), so bits 61 to 63 of `l3` are
/// free. A zeroed word is an unknown cell: fresh pages need no initialisation. A pointer keeps its offset in `l0` and
/// its segment in `l1`.
@frozen
public struct MemoryValue: Sendable, BitwiseCopyable {
    var l0: UInt64, l1: UInt64, l2: UInt64, l3: UInt64

    @inline(__always)
    init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        l0 = a
        l1 = b
        l2 = c
        l3 = d
    }

    /// Known and touched by an instruction. Implies `known`.
    @inline(__always) static var accessed: UInt64 { 1 << 63 }
    @inline(__always) static var pointer: UInt64 { 1 << 62 }
    @inline(__always) static var known: UInt64 { 1 << 61 }
    @inline(__always) static var felt: UInt64 { accessed | known }
    @inline(__always) static var limb: UInt64 { (1 << 61) &- 1 }

    @inline(__always) static var unknown: MemoryValue { MemoryValue(0, 0, 0, 0) }
    @inline(__always) static var zero: MemoryValue { MemoryValue(0, 0, 0, felt) }
    @inline(__always)
    static func pointer(_ segment: UInt64, _ offset: UInt64) -> MemoryValue {
        MemoryValue(offset, segment, 0, accessed | known | pointer)
    }
    @inline(__always) static func small(_ x: UInt64) -> MemoryValue { MemoryValue(x, 0, 0, felt) }
    @inline(__always)
    static func wide(_ x: UInt128) -> MemoryValue {
        MemoryValue(UInt64(truncatingIfNeeded: x), UInt64(truncatingIfNeeded: x >> 64), 0, felt)
    }

    /// Known and already marked: the only state the fast loop reads.
    @inline(__always) var isReady: Bool { Int64(bitPattern: l3) < 0 }
    @inline(__always) var isKnown: Bool { l3 & MemoryValue.known != 0 }
    @inline(__always) var isPointer: Bool { l3 & MemoryValue.pointer != 0 }
    @inline(__always) var top: UInt64 { l3 & MemoryValue.limb }
    @inline(__always)
    var isZeroFelt: Bool { l0 | l1 | l2 | (l3 & (MemoryValue.limb | MemoryValue.pointer)) == 0 }
    /// Equality ignoring the accessed mark.
    @inline(__always)
    func same(_ o: MemoryValue) -> Bool {
        ((l0 ^ o.l0) | (l1 ^ o.l1) | (l2 ^ o.l2) | ((l3 ^ o.l3) & ~MemoryValue.accessed)) == 0
    }
    /// A felt below 2^128.
    @inline(__always) var isWord128: Bool { !isPointer && (l2 | top) == 0 }
}

extension MemoryValue: Equatable {
    /// Equality of content: whether an instruction touched the cell does not matter.
    public static func == (a: MemoryValue, b: MemoryValue) -> Bool { a.same(b) }

    /// A field element.
    public init(_ felt: Felt252) {
        let v = felt.limbs
        self.init(v.0, v.1, v.2, v.3 | MemoryValue.felt)
    }

    /// A small number.
    public init(_ value: UInt64) { self = .small(value) }

    /// A pointer.
    public init(_ address: MachineAddress) { self = .pointer(address.segment, address.offset) }

    /// The field element, or nil when the word is a pointer.
    public var asFelt: Felt252? { isPointer ? nil : Felt252(limbs: l0, l1, l2, top) }

    /// The pointer, or nil when the word is a felt.
    public var asAddress: MachineAddress? { isPointer ? MachineAddress(segment: l1, offset: l0) : nil }

    /// The number, or nil when it is a pointer or does not fit.
    public var asUInt64: UInt64? { !isPointer && (l1 | l2 | top) == 0 ? l0 : nil }

    /// The number, or nil when it is a pointer or does not fit.
    public var asUInt128: UInt128? { isWord128 ? UInt128(l1) << 64 | UInt128(l0) : nil }
}

/// A place in the machine's memory: a segment and an offset in it.
public struct MachineAddress: Sendable, Hashable {
    public var segment: UInt64
    public var offset: UInt64

    public init(segment: UInt64, offset: UInt64) {
        self.segment = segment
        self.offset = offset
    }

    /// The address `distance` cells further, or nil when that is negative or too large.
    public func advanced(by distance: Int) -> MachineAddress? {
        let (sum, overflow) = Int64(bitPattern: offset).addingReportingOverflow(Int64(distance))
        guard !overflow, sum >= 0, offset < 1 << 63 else { return nil }
        return MachineAddress(segment: segment, offset: UInt64(sum))
    }
}
