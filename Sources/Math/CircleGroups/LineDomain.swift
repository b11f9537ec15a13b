public import FiniteFields

/// The x-coordinates of a coset whose points have no conjugates among them: the domain of the line polynomials of FRI,
/// stored in bit-reversed order (STWO §4.8).
@frozen public struct LineDomain: Equatable, Sendable {
    public let coset: Coset

    /// The half-odd coset of that size, at most `2^29`.
    @inlinable public init(logSize: Int) { coset = .halfOdds(logSize: logSize) }
    @inlinable init(coset: Coset) { self.coset = coset }

    @inlinable public var logSize: Int { coset.logSize }
    /// The squares-of-the-map domain, half the size.
    @inlinable public var doubled: LineDomain { LineDomain(coset: coset.doubled) }

    @inlinable public func x(at position: UInt32) -> M31 { coset.point(at: position).x }
    @inlinable public func x(atSlot slot: UInt32) -> M31 { x(at: bitReversed(slot, bits: logSize)) }
}
