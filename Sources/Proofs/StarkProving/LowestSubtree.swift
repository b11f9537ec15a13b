import HashFunctions

/// The leaves below one node of a tree's lowest stored layer, with what joins them, hashed again for an opening.
struct LowestSubtree {
    private let number: Int
    private let layers: [[Blake2sDigest]]

    init(_ leaves: [Blake2sDigest], number: Int, variant: ProofHash) {
        self.number = number
        var layer = leaves, layers = [leaves]
        for _ in 1..<LeafHashing.joinedLayers {
            layer = (0..<(layer.count / 2)).map { variant.hash(layer[2 * $0], layer[2 * $0 + 1]) }
            layers.append(layer)
        }
        self.layers = layers
    }

    func digest(layer: Int, position: Int) -> Blake2sDigest {
        layers[layer][position - (number << (LeafHashing.joinedLayers - layer))]
    }
}
