/// The sequence of layers that degree and parameters determine (STWO §4.8): both sides compute it, neither reads it from
/// the other.
public struct FriLayers: Equatable, Sendable {
    /// One layer before its folding.
    public struct Layer: Equatable, Sendable {
        /// Log of the number of points of the layer's domain.
        public var logSize: Int
        /// Log of the number of points folded into one.
        public var foldStep: Int
        /// Whether four consecutive values share a leaf.
        public var isPacked: Bool { foldStep > 1 && logSize >= 2 }
        /// The height of the layer's tree.
        public var treeHeight: Int { isPacked ? logSize &- 2 : logSize }
    }

    /// The layer on the circle, and those on lines.
    public var first: Layer
    public var inner: [Layer]
    /// Log of the number of points of the last polynomial's domain.
    public var lastLogSize: Int

    /// Layers for a column of degree below `2^logDegree`; throws `invalidParameters` where there are none, or beyond what
    /// the circle group of order `2^31` can hold.
    public init(logDegree: Int, config: FriConfig) throws(FriError) {
        guard (1...16).contains(config.logBlowup), (1...16).contains(config.foldStep),
            config.logLastLayerDegreeBound <= 16, logDegree >= 0, logDegree <= 30
        else { throw .invalidParameters }
        let blowup = Int(config.logBlowup), step = Int(config.foldStep), last = Int(config.logLastLayerDegreeBound)
        guard logDegree &+ blowup <= 30, logDegree >= last &+ step else { throw .invalidParameters }
        first = Layer(logSize: logDegree &+ blowup, foldStep: step)
        inner = []
        var bound = logDegree &- step
        while bound > last {
            let fold = min(step, bound &- last)
            inner.append(Layer(logSize: bound &+ blowup, foldStep: fold))
            bound &-= fold
        }
        lastLogSize = last &+ blowup
    }
}
