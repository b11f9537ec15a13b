import Determinism
import QuorumCertificates
import ValidatorSigning

/// What stands for signatures: quick, the same on every machine, and of no worth outside of a simulation, where nobody forges.
struct SimulatedVerification: StatementVerification {
    let validator: Int

    func isGenuine(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        signature == Self.signature(validator, message)
    }

    static func signature(_ validator: Int, _ message: [UInt8]) -> [UInt8] {
        var random = SplitMix64(seed: CheapHash.of(message) &+ UInt64(validator))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(SecretKey.signatureByteCount)
        for _ in 0..<8 { bytes += SigningBytes.bigEndian(random.next(), count: 8) }
        return bytes
    }
}

/// A key that tells a simulation what it signs.
final class SimulatedKey: StatementKey {
    let validator: Int
    private let onSign: ([UInt8]) -> Void

    init(_ validator: Int, onSign: @escaping ([UInt8]) -> Void) {
        self.validator = validator
        self.onSign = onSign
    }

    var publicBytes: [UInt8] { Self.publicBytes(validator) }

    static func publicBytes(_ validator: Int) -> [UInt8] { [UInt8](repeating: UInt8(validator + 1), count: 32) }

    func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8] {
        onSign(message)
        return SimulatedVerification.signature(validator, message)
    }
}

/// FNV-1a, for what need not be hard to find.
enum CheapHash {
    static func of(_ bytes: [UInt8], from start: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
        bytes.withUnsafeBufferPointer { buffer in
            var hash = start
            for byte in buffer { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            return hash
        }
    }
}

/// The validators of a simulated chain.
enum SimulatedCommittee {
    static func make(weights: [UInt64]) -> Committee? {
        let members = weights.indices.map { index in
            Committee.Member(
                name: "v\(index)", weight: weights[index], votingKey: SimulatedKey.publicBytes(index),
                linkPin: SimulatedKey.publicBytes(index), host: "127.0.0.1", port: 1)
        }
        return Committee(
            chain: "SIMULATED", members: members, keys: weights.indices.map { SimulatedVerification(validator: $0) })
    }
}
