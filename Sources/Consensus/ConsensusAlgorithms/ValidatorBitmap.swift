public import QuorumCertificates

/// A set of validators, for summaries that tell a peer which votes are known.
public struct ValidatorBitmap: Hashable, Sendable {
    public var low: UInt64
    public var high: UInt64

    public init(low: UInt64 = 0, high: UInt64 = 0) {
        self.low = low
        self.high = high
    }

    /// Adds a validator; indices outside of 0..<128 are no members and change nothing.
    public mutating func insert(_ validator: ValidatorIndex) {
        switch validator.value {
        case 0..<64: low |= 1 << UInt64(validator.value)
        case 64..<128: high |= 1 << UInt64(validator.value - 64)
        default: break
        }
    }

    /// Whether a validator is in the set.
    public func contains(_ validator: ValidatorIndex) -> Bool {
        switch validator.value {
        case 0..<64: low >> UInt64(validator.value) & 1 == 1
        case 64..<128: high >> UInt64(validator.value - 64) & 1 == 1
        default: false
        }
    }
}
