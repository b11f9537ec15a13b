import FiniteFields

/// Values of a layer at some of its slots, ascending and distinct.
struct FriPoints {
    var slots: [UInt32]
    var values: [QM31]
}
