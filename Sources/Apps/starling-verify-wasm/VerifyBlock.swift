import BlockVerifying
import ByteCoding
import EllipticCurves
import FiniteFields
import StarknetModel

/// Ed25519 in plain Swift: the module has no imports, so that what it says depends on nothing but its input.
enum PlainSignatures: SignatureChecking {
    static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        Ed25519.verify(signature: signature, message: message, publicKey: key)
    }
}

/// `starling_verify_block(configuration, configurationCount, bundle, bundleCount)`: verifies a block's bundle under a
/// pinned configuration. Returns a report. The memory behind the pointers belongs to the host.
@_expose(wasm, "starling_verify_block") @_cdecl("starling_verify_block")
public func verifyBlock(
    _ configuration: UnsafePointer<UInt8>?, _ configurationCount: UInt32, _ bundle: UnsafePointer<UInt8>?,
    _ bundleCount: UInt32
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
        let verdict = try BlockVerifier<PlainSignatures>(configuration: pinned).verify(bundle) { passed.append($0) }
        report.line("verdict", verdict.kind.name, verdict.headline)
        report.statements(of: verdict)
        report.block(bundle.block, verdict: verdict)
        report.facts(of: verdict)
        for check in passed { report.line("check", "passed", "\(check.statement)") }
    } catch {
        report.line("verdict", "invalid", error.explanation)
        report.line("fact", "Block number of the data", String(bundle.block.header.context.number))
        for check in passed { report.line("check", "passed", "\(check.statement)") }
        report.line("check", "failed", error.explanation)
    }
    return report.handOver()
}

private func decode<Value: ByteCodable>(
    _ type: Value.Type, _ bytes: UnsafePointer<UInt8>?, _ count: UInt32
) -> Value? {
    guard let bytes, count <= UInt32(BlockBundle.bytesMax) else { return nil }
    let copy = [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
    do throws(ByteCodingError) { return try Value(decoding: copy) } catch { return nil }
}
