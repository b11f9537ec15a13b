import BlockVerifying
import ByteCoding
import EllipticCurves
import FiniteFields
import HashFunctions
import StarknetModel

/// Ed25519 in plain Swift: the module has no imports, so that what it says depends on nothing but its input.
enum PlainSignatures: SignatureChecking {
    static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        Ed25519.verify(signature: signature, message: message, publicKey: key)
    }
}

/// `starling_prepare()`: makes the tables of constants that verifications share. The first verification makes them where the
/// host has not asked.
@_expose(wasm, "starling_prepare") @_cdecl("starling_prepare")
public func prepare() { _ = Pedersen.hash(Poseidon.hash(.one, .one), .one) }

/// `starling_verify_block(configuration, configurationCount, bundle, bundleCount, number, carried, carriedCount)`: verifies
/// the bundle of the block that was asked for, under a pinned configuration, on top of the blocks that were verified before.
/// Returns a report. The memory behind the pointers belongs to the host.
///
/// What is carried is what an earlier report gave: bytes of `VerifiedRanges`. Where there is nothing, or something else, or
/// blocks of another configuration, nothing was verified before.
@_expose(wasm, "starling_verify_block") @_cdecl("starling_verify_block")
public func verifyBlock(
    _ configuration: UnsafePointer<UInt8>?, _ configurationCount: UInt32, _ bundle: UnsafePointer<UInt8>?,
    _ bundleCount: UInt32, _ number: UInt64, _ carried: UnsafePointer<UInt8>?, _ carriedCount: UInt32
) -> UnsafeMutableRawPointer? {
    var report = Report()
    guard let pinned = decode(VerifierConfiguration.self, configuration, configurationCount) else {
        // The configuration comes from whoever runs the page, not from the block: this says nothing about the block.
        report.line("verdict", "unchecked", "the chain configuration is malformed")
        return report.handOver()
    }
    guard let bundle = decode(BlockBundle.self, bundle, bundleCount) else {
        report.line("verdict", "invalid", "the bundle is malformed")
        return report.handOver()
    }
    var passed: [BlockCheck] = []
    do throws(BlockRejection) {
        let verdict = try BlockVerifier<PlainSignatures>(configuration: pinned).verify(
            RequestedBlock(number: number), in: bundle
        ) { passed.append($0) }
        report.verified(
            verdict, of: bundle, passed: passed,
            on: ranges(carried, carriedCount, of: verdict.configurationFingerprint))
    } catch {
        report.refused(bundle.block, error.explanation, passed: passed)
    }
    return report.handOver()
}

/// The blocks verified before; none where the bytes say anything else.
private func ranges(_ carried: UnsafePointer<UInt8>?, _ count: UInt32, of fingerprint: [UInt8]) -> VerifiedRanges {
    guard let known = decode(VerifiedRanges.self, carried, count), known.fingerprint == fingerprint else {
        return VerifiedRanges(configurationFingerprint: fingerprint)
    }
    return known
}

func decode<Value: ByteCodable>(
    _ type: Value.Type, _ bytes: UnsafePointer<UInt8>?, _ count: UInt32,
    max: Int = BlockBundle.bytesMax
) -> Value? {
    guard let bytes, count <= UInt32(clamping: max) else { return nil }
    let copy = [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
    do throws(ByteCodingError) { return try Value(decoding: copy) } catch { return nil }
}
