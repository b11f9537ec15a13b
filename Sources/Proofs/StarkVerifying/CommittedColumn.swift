/// What the statement says about one committed column.
@frozen public struct CommittedColumn: Equatable, Sendable {
    /// At which points the proof opens a column.
    @frozen public enum Mask: UInt8, Sendable {
        /// Nowhere: a preprocessed column that no component reads.
        case none
        /// At the out-of-domain point.
        case current
        /// At the point one step before, then at the out-of-domain point.
        case previousAndCurrent

        /// Samples of the column.
        @inlinable public var sampleCount: Int {
            switch self {
            case .none: 0
            case .current: 1
            case .previousAndCurrent: 2
            }
        }
    }

    /// Log of the number of rows, before blowup.
    public var logSize: UInt8
    public var mask: Mask

    @inlinable public init(logSize: UInt8, mask: Mask) {
        self.logSize = logSize
        self.mask = mask
    }
}
