import ConstraintSystems
import FiniteFields

/// What an instance of a modular builtin reads: the modulus and three numbers, each of four words of 96 bits in eleven limbs
/// of nine.
struct ModularInstance<Value> {
    let p: Vector<Value>, a: Vector<Value>, b: Vector<Value>, c: Vector<Value>

    /// The bit that a limb begins at.
    static func bit(_ limb: Int) -> Int { 96 &* (limb / 11) &+ 9 &* (limb % 11) }
}

extension AIREvaluator where Self: ~Copyable {
    /// Reads the instance of a row: a modulus, a table of values, a table of offsets into it, and a count that falls by one
    /// from instance to instance. What belongs to one batch must agree between neighbours.
    mutating func modularInstance() -> ModularInstance<Value> {
        let number = preprocessed(.sequence(logSize))
        let isFirst = cell(hint(number).isEqual(to: 0)), notFirst = isFirst.minus(1)
        constrain(isFirst * notFirst)
        constrain(isFirst * number)
        let address = number.times(7).plus(parameter)
        let before = address + notFirst.times(7)
        let p = arena.take(44), moduli = arena.take(4)
        for word in 0..<4 {
            moduli[word] = readId(at: address.plus(M31(number: word)))
            p.put(limbs(ofId: moduli[word], 11), at: 11 &* word)
        }
        let valuesId = readId(at: address.plus(4))
        let values = addressValue(limbsTopTwoBits(ofId: valuesId, 4))
        let offsets = readAddress(at: address.plus(5)), offsetsBefore = readAddress(at: before.plus(5))
        let count = readAddress(at: address.plus(6)), left = readAddress(at: before.plus(6)).minus(1)
        // Not zero where the instance before belongs to the same batch.
        let goesOn = left * notFirst
        constrain(goesOn * (left - count))
        constrain(goesOn * (offsets.minus(3) - offsetsBefore))
        verifyId(valuesId, at: before.plus(4), if: goesOn)
        for word in 0..<4 {
            verifyId(moduli[word], at: before.plus(M31(number: word)), if: goesOn)
        }
        let places = vector(3) { e, i in
            values + e.readSmall(at: offsets.plus(M31(number: i)))
        }
        return ModularInstance(
            p: p, a: readNumber(at: places[0]), b: readNumber(at: places[1]), c: readNumber(at: places[2]))
    }

    /// The value at an address has an id, where `condition` is not zero.
    private mutating func verifyId(_ id: Value, at address: Value, if condition: Value) {
        constrain((readId(at: address) - id) * condition)
    }

    /// Four words of 96 bits.
    private mutating func readNumber(at address: Value) -> Vector<Value> {
        let number = arena.take(44)
        for word in 0..<4 {
            number.put(readLimbs(at: address.plus(M31(number: word)), 11), at: 11 &* word)
        }
        return number
    }
}
