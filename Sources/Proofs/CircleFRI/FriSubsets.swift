import CircleGroups
import Commitments
import FiniteFields
import HashFunctions

/// The whole subsets of `2^foldStep` neighbours around queried slots.
struct FriSubsets {
    /// The numbers of the subsets, ascending: also the slots of the folded points.
    var numbers: [UInt32] = []
    /// The values of all subsets one after the other.
    var values: [QM31] = []

    /// Completes the known values from the witness, which must be used up exactly.
    init(completing points: FriPoints, layer: FriLayers.Layer, witness: [QM31], number: Int) throws(FriError) {
        let size: UInt32 = 1 << UInt32(layer.foldStep)
        var rest = witness.makeIterator()
        var known = 0
        while known < points.slots.count {
            let subset = points.slots[known] >> UInt32(layer.foldStep)
            numbers.append(subset)
            for offset in 0..<size {
                if known < points.slots.count, points.slots[known] == subset &* size &+ offset {
                    values.append(points.values[known])
                    known &+= 1
                } else {
                    guard let value = rest.next() else { throw .witnessTooShort(layer: number) }
                    values.append(value)
                }
            }
        }
        guard rest.next() == nil else { throw .witnessTooLong(layer: number) }
    }

    /// The leaves of the layer's tree that hold the subsets.
    func leaves(layer: FriLayers.Layer, variant: ProofHash) -> [MerkleLeaf] {
        let perLeaf = layer.isPacked ? 4 : 1
        var leaves: [MerkleLeaf] = []
        leaves.reserveCapacity(values.count / perLeaf)
        var next = 0
        for number in numbers {
            var position = (number << UInt32(layer.foldStep)) / UInt32(perLeaf)
            for _ in 0..<((1 << layer.foldStep) / perLeaf) {
                var hash = LeafHash(variant)
                for value in values[next..<next &+ perLeaf] {
                    hash.update(word: value.a.value)
                    hash.update(word: value.b.value)
                    hash.update(word: value.c.value)
                    hash.update(word: value.d.value)
                }
                leaves.append(MerkleLeaf(position: position, hash: hash.finalize()))
                position &+= 1
                next &+= perLeaf
            }
        }
        return leaves
    }

    /// Every subset folded to one value: on the circle first by y, then on the line by x, the challenge squared from one
    /// fold to the next and no division by two.
    func folded(layer: FriLayers.Layer, challenge: QM31, isCircle: Bool) throws(FriError) -> FriPoints {
        var values = self.values
        var factor = challenge
        var logSize = layer.logSize
        var perSubset: UInt32 = 1 << UInt32(layer.foldStep)
        var circle = isCircle
        while perSubset > 1 {
            var coordinates: [M31] = []
            coordinates.reserveCapacity(values.count / 2)
            for number in numbers {
                for pair in 0..<perSubset / 2 {
                    let slot = number &* perSubset &+ 2 &* pair
                    coordinates.append(
                        circle
                            ? CircleDomain(logSize: logSize).point(atSlot: slot).y
                            : LineDomain(logSize: logSize).x(atSlot: slot))
                }
            }
            // Never zero: folds stop before a domain of one point.
            guard invertAll(&coordinates) else { throw .invalidParameters }
            var next: [QM31] = []
            next.reserveCapacity(coordinates.count)
            for (i, inverse) in coordinates.enumerated() {
                let even = values[2 &* i], odd = values[2 &* i &+ 1]
                next.append(even + odd + factor * (even - odd).times(inverse))
            }
            values = next
            factor = factor * factor
            logSize &-= 1
            perSubset /= 2
            circle = false
        }
        return FriPoints(slots: numbers, values: values)
    }
}
