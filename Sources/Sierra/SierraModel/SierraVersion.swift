/// A version of the Sierra language or of a compiler.
public struct SierraVersion: Hashable, Sendable {
    public var major: UInt64
    public var minor: UInt64
    public var patch: UInt64

    public init(_ major: UInt64, _ minor: UInt64, _ patch: UInt64) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// The newest version that compiler 2.19.4 reads.
    public static var current: SierraVersion { SierraVersion(1, 9, 3) }

    /// Whether a program of this version may use what came with the other: patches make no difference.
    public func supports(_ other: SierraVersion) -> Bool {
        major > other.major || major == other.major && minor >= other.minor
    }
}
