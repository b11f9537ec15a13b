import CNative
import Determinism
import FiniteFields
import NativeLayout
import NativeRuntime
import SierraModel
import Testing

/// The C functions behind generated code, against the arithmetic of this project.
struct KernelTests {
    private static let corners: [Felt252] = {
        var list: [Felt252] = [.zero, .one, 2, -Felt252.one, -Felt252(2 as UInt64)]
        for exponent in [32, 59, 60, 63, 64, 65, 127, 128, 191, 192, 193, 250, 251] {
            let power = SierraInteger.powerOfTwo(exponent).felt
            list += [power, power - .one, power + .one, -power, -power - .one]
        }
        return list
    }()

    private func felt(_ felt: Felt252) -> NativeFelt { NativeFelt(limbs: felt.limbs) }

    private func product(_ x: Felt252, _ y: Felt252) -> (UInt64, UInt64, UInt64, UInt64) {
        var result = NativeFelt()
        withUnsafePointer(to: felt(x)) { a in
            withUnsafePointer(to: felt(y)) { b in native_multiply_felts(a, b, &result) }
        }
        return result.limbs
    }

    @Test func `products of felts are those of the field`() {
        var random = SplitMix64(seed: 3)
        func next() -> Felt252 {
            let felt = Felt252(reducing: random.next(), random.next(), random.next(), random.next())
            // Short ones take another way.
            return random.next() % 4 == 0 ? Felt252(random.next() >> (random.next() % 64)) : felt
        }
        for x in Self.corners { for y in Self.corners { #expect(product(x, y) == (x * y).limbs) } }
        for _ in 0..<20_000 {
            let x = next(), y = next()
            #expect(product(x, y) == (x * y).limbs)
            let word = random.next()
            var result = NativeFelt()
            withUnsafePointer(to: felt(x)) { native_multiply_felt_by_small($0, word, &result) }
            #expect(result.limbs == (x * Felt252(word)).limbs)
        }
    }

    /// Runs a rare operation.
    private func rare(_ operation: RareOperation, _ operands: [UInt256], results: Int) -> [UInt256] {
        var context = NativeContext()
        native_prepare(&context, nil, 1 << 20)
        defer { native_free(&context) }
        var output = [UInt64](repeating: 0, count: 4 * results)
        native_rare(&context, UInt32(operation.rawValue), operands.flatMap { [$0.a, $0.b, $0.c, $0.d] }, &output)
        return (0..<results).map { UInt256(output[4 * $0], output[4 * $0 + 1], output[4 * $0 + 2], output[4 * $0 + 3]) }
    }

    @Test func `division, roots and inverses of long integers`() {
        var random = SplitMix64(seed: 5)
        func next() -> UInt256 {
            let words = (0..<4).map { _ in random.next() }
            switch random.next() % 4 {
            case 0: return UInt256(words[0], 0, 0, 0)
            case 1: return UInt256(words[0], words[1], 0, 0)
            default: return UInt256(words[0], words[1], words[2], words[3])
            }
        }
        for round in 0..<400 {
            let most = UInt256(.max, .max, .max, .max)
            let a = round == 0 ? most : next()
            var b = round == 1 ? most : next()
            if b.isZero { b = 1 }
            let (quotient, remainder) = SierraInteger(magnitude: a).divided(by: SierraInteger(magnitude: b))
            #expect(rare(.divide256, [a, b], results: 2) == [quotient.magnitude, remainder.magnitude])
            let long = rare(.divide512, [a, .zero, b], results: 3)
            #expect(long == [quotient.magnitude, .zero, remainder.magnitude])
            let root = SierraInteger(magnitude: rare(.squareRoot256, [a], results: 1)[0]),
                number = SierraInteger(magnitude: a)
            #expect((root.times(root) ?? number + 1) <= number)
            #expect((root + 1).times(root + 1).map { number < $0 } ?? true)
            let inverse = SierraInteger(magnitude: rare(.inverse256, [a, b], results: 1)[0])
            let modulus = SierraInteger(magnitude: b)
            // Short ones, so that the product fits.
            if b.d | b.c == 0, !inverse.isZero {
                let reduced = number.divided(by: modulus).remainder
                #expect(reduced.times(inverse)?.divided(by: modulus).remainder == 1)
            }
        }
        #expect(rare(.inverse256, [6, 9], results: 1) == [0])
        #expect(rare(.inverse256, [6, 1], results: 1) == [0])
        #expect(rare(.inverse256, [3, 7], results: 1) == [5])
        #expect(rare(.inverse256, [1, 7], results: 1) == [1])
    }

    @Test func `a call's memory ends at its bound`() {
        var context = NativeContext()
        native_prepare(&context, nil, 1 << 20)
        defer { native_free(&context) }
        var bytes = 0
        while let place = native_try_allocate(&context, 1_000) {
            #expect(UInt(bitPattern: place) % 8 == 0)
            place.storeBytes(of: 7, toByteOffset: 992, as: UInt64.self)
            bytes += 1_000
        }
        #expect(bytes > 500_000 && bytes <= 1 << 20)
        #expect(native_try_allocate(&context, .max) == nil)
        native_reset(&context)
        #expect(native_try_allocate(&context, 1_000) != nil)
    }

    @Test func `generated code may import these names`() {
        #expect(Set(NativeClass.imports.map(\.name)).isSuperset(of: ["memcpy", "memset", "__udivti3", "__umodti3"]))
        #expect(native_import_name(NativeClass.imports.count) == nil)
    }
}
