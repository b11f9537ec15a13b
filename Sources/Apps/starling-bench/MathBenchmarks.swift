import EllipticCurves
import FiniteFields
import HashFunctions
import SHA2

/// Where results go, so that the optimiser keeps the work.
nonisolated(unsafe) var sink: Felt252 = 0

/// Field, curve and hash operations. Chains depend on their own result, so they measure latency.
enum MathBenchmarks {
    static let a = Felt252(reducing: 0x1234_5678_9abc_def1, 0x0fed_cba9_8765_4321, 0x1357_9bdf_0246_8ace, 0x0123_4567)
    static let b = Felt252(reducing: 0x8cc5_8026, 0x9ecd_1347_acde_dcbf, 0x364b_cb67_8b1f_679e, 0x05bb_9440_e278_89a3)
    static let point = StarkCurve.multiplyGenerator(UInt256(a)).affine ?? StarkCurve.generator
    static let other = StarkCurve.multiplyGenerator(UInt256(b)).affine ?? StarkCurve.generator

    static func chain(_ name: String, _ count: Int, _ step: @escaping (Felt252) -> Felt252) -> Benchmark {
        Benchmark(name, count: count) {
            var x = a
            for _ in 0..<count { x = step(x) }
            sink = sink + x
        }
    }

    static var all: [Benchmark] { fields + curves + hashes }

    static var fields: [Benchmark] {
        [
            Benchmark("Felt252 product", count: 10_000) {
                var x = a
                for _ in 0..<10_000 { x = x * b }
                sink = sink + x
            },
            Benchmark("Felt252 square", count: 10_000) {
                var x = a
                for _ in 0..<10_000 { x = x.squared }
                sink = sink + x
            },
            chain("Felt252 inverse", 100) { $0.inverse + b },
            Benchmark("Felt252 inverse, batch of 1000, each", count: 1000) {
                var values = [Felt252](repeating: a, count: 1000)
                Felt252.invert(&values)
                sink = sink + values[999]
            },
            chain("Felt252 square root", 50) { ($0.squared.squareRoot ?? 1) + b },
            chain("Felt252 from hex", 100) { x in (Felt252(hex: "0x5bb9440e27889a364bcb678b1f679ecd13") ?? 0) + x },
        ]
    }

    static var curves: [Benchmark] {
        let doublings = PointDoublings(point)
        let key = b
        let publicKey = (try? StarkECDSA.publicKey(key)) ?? 0
        let hash = Felt252(limbs: 1, 2, 3, 1 << 58) ?? 0
        let signature = (try? StarkECDSA.sign(messageHash: hash, privateKey: key)) ?? .init(r: 0, s: 0)
        return [
            chain("multiply, any point", 20) { StarkCurve.multiply(point, UInt256($0)).affineX ?? 0 },
            chain("multiply the generator", 50) { StarkCurve.multiplyGenerator(UInt256($0)).affineX ?? 0 },
            chain("ec_op, fresh point", 20) { StarkCurve.ecOp(other, $0, point)?.x ?? 0 },
            chain("ec_op, doublings at hand", 50) { StarkCurve.ecOp(other, $0, doublings)?.x ?? 0 },
            Benchmark("doublings of a point", count: 10) {
                for _ in 0..<10 { sink = sink + (StarkCurve.ecOp(other, 2, PointDoublings(point))?.x ?? 0) }
            },
            Benchmark("ECDSA sign", count: 10) {
                for _ in 0..<10 {
                    sink = sink + ((try? StarkECDSA.sign(messageHash: hash, privateKey: key).r) ?? 0)
                }
            },
            Benchmark("ECDSA verify", count: 10) {
                for _ in 0..<10 {
                    let ok = try? StarkECDSA.verify(messageHash: hash, signature: signature, publicKey: publicKey)
                    sink = sink + (ok == true ? 1 : 0)
                }
            },
        ]
    }

    static var hashes: [Benchmark] {
        let pairs = (0..<256).map { (a * Felt252(UInt64($0 + 1)), b + Felt252(UInt64($0))) }
        let kilobyte = [UInt8](repeating: 7, count: 1024)
        let left = Blake2s.hash([1]), right = Blake2s.hash([2])
        return [
            chain("Pedersen pair", 50) { Pedersen.hash($0, b) },
            Benchmark("Pedersen, batch of 256, each", count: 256) {
                sink = sink + Pedersen.hashPairs(pairs)[255]
            },
            chain("Poseidon pair", 100) { Poseidon.hash($0, b) },
            Benchmark("Keccak-f[1600]", count: 100) {
                var lanes = [UInt64](repeating: 3, count: 25)
                for _ in 0..<100 { Keccak.permute(&lanes) }
                sink = sink + Felt252(lanes[0])
            },
            Benchmark("Keccak-256 of 1 KiB", count: 1) { sink = sink + Felt252(UInt64(Keccak256.hash(kilobyte)[0])) },
            Benchmark("BLAKE2s node (one block)", count: 100) {
                var digest = left
                for _ in 0..<100 { digest = Blake2s.hash(digest, right) }
                sink = sink + Felt252(UInt64(digest.words[0]))
            },
            Benchmark("BLAKE2s of 1 KiB", count: 1) { sink = sink + Felt252(UInt64(Blake2s.hash(kilobyte).words[0])) },
            Benchmark("SHA-256 of 1 KiB", count: 1) { sink = sink + Felt252(UInt64(SHA256.hash(kilobyte)[0])) },
        ]
    }
}
