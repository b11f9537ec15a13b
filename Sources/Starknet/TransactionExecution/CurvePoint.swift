import FiniteFields

/// A point of a secp curve: the coordinates, or infinity.
struct CurvePoint: Hashable {
    var cells: [Felt252]
}
