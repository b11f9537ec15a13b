import FiniteFields
import SHA2

/// The round keys of Hades, computed once: constant i is SHA-256("Hades" ‖ decimal i) modulo p, three per round.
struct HadesKeys: Sendable {
    static let shared = HadesKeys()

    /// 12 keys of the first full rounds, 83 folded keys of the partial rounds and the correction after them (from the
    /// second on plus 2p, see `Hades.partialRound`), 12 keys of the last full rounds: 108 values.
    let keys: [LazyFelt252]

    private init() {
        let raw = HadesKeys.roundConstants()
        var keys: [LazyFelt252] = []
        keys.reserveCapacity(108)
        for index in 0..<12 { keys.append(raw[index].lazy) }
        // In a partial round only the third cell meets the S-box: the keys of the other two move through the linear
        // layer into the next round.
        var c0 = Felt252.zero, c1 = Felt252.zero, c2 = Felt252.zero
        for round in 4..<87 {
            c0 = c0 + raw[3 * round]
            c1 = c1 + raw[3 * round + 1]
            c2 = c2 + raw[3 * round + 2]
            keys.append(round == 4 ? c2.lazy : c2.lazy + .twiceModulus)
            let sum = c0 + c1
            (c0, c1, c2) = (sum + c0 + c0, sum - c1 - c1, sum)
        }
        keys.append(.twiceModulus)
        for index in 0..<12 {
            let carried = index == 0 ? c0 : index == 1 ? c1 : index == 2 ? c2 : .zero
            keys.append((raw[261 + index] + carried).lazy)
        }
        self.keys = keys
    }

    /// The 273 constants, three per round.
    static func roundConstants() -> [Felt252] {
        var constants: [Felt252] = []
        constants.reserveCapacity(273)
        for index in 0..<273 {
            var text = Array("Hades".utf8)
            if index >= 100 { text.append(UInt8(ascii: "0") + UInt8(index / 100)) }
            if index >= 10 { text.append(UInt8(ascii: "0") + UInt8(index / 10 % 10)) }
            text.append(UInt8(ascii: "0") + UInt8(index % 10))
            if let digest = UInt256(bigEndianBytes: SHA256.hash(text)) { constants.append(Felt252(reducing: digest)) }
        }
        return constants
    }
}
