/// A vector of 32-bit words with what Blake2s does to them.
///
/// The standard library's operators on `SIMD` go lane by lane where the type is not known; these are those of the known
/// types, so that a generic text has the instructions of a plain one.
protocol BlakeVector: BitwiseCopyable {
    init(repeating word: UInt32)
    func adding(_ other: Self) -> Self
    func xor(_ other: Self) -> Self
    /// Each word turned right by so many bits.
    func rotated(_ count: UInt32) -> Self
}

extension SIMD16<UInt32>: BlakeVector {
    @inline(__always) func adding(_ other: Self) -> Self { self &+ other }
    @inline(__always) func xor(_ other: Self) -> Self { self ^ other }
    @inline(__always) func rotated(_ count: UInt32) -> Self { (self &>> count) | (self &<< (32 &- count)) }
}

extension SIMD8<UInt32>: BlakeVector {
    @inline(__always) func adding(_ other: Self) -> Self { self &+ other }
    @inline(__always) func xor(_ other: Self) -> Self { self ^ other }
    @inline(__always) func rotated(_ count: UInt32) -> Self { (self &>> count) | (self &<< (32 &- count)) }
}
