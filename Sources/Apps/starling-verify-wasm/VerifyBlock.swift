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
        report.line("verdict", "invalid", "the chain configuration is malformed")
        return report.handOver()
    }
    guard let bundle = decode(BlockBundle.self, bundle, bundleCount) else {
        report.line("verdict", "invalid", "the bundle is malformed")
        return report.handOver()
    }
    var passed: [BlockCheck] = []
    do throws(BlockRejection) {
        let verdict = try BlockVerifier<PlainSignatures>(configuration: pinned).verify(bundle) { passed.append($0) }
        report.line("verdict", "verified", "")
        facts(verdict, &report)
        for check in passed { report.line("check", "passed", "\(check.statement)") }
        trusted(verdict, &report)
    } catch {
        report.line("verdict", "invalid", error.explanation)
        report.line("fact", "Block number", String(bundle.block.header.context.number))
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

/// What the verdict is about.
private func facts(_ verdict: BlockVerdict, _ report: inout Report) {
    report.line("fact", "Block number", String(verdict.blockNumber))
    report.line("fact", "Block hash", verdict.blockHash.hex)
    report.line("fact", "State root before", verdict.previousStateRoot.hex)
    report.line("fact", "State root after", verdict.stateRoot.hex)
    report.line("fact", "Program hash", verdict.programHash.hex)
    report.line("fact", "Program", String(verdict.programCount) + " felts")
    report.line("fact", "Security", String(verdict.securityBits) + " bits (conjectured)")
    report.line("fact", "Transactions", String(verdict.transactionCount))
    report.line(
        "fact", "Frames proven", String(verdict.provenFrameCount) + " of " + String(verdict.frameCount))
    report.line(
        "fact", "Certificate", String(verdict.signers.count) + " of " + String(verdict.committeeCount) + " validators")
    report.line("fact", "Chain and committee", hex(verdict.configurationFingerprint))
    report.line("fact", "Signatures checked by", "this module's own Ed25519")
}

/// What is left to trust, as checks that are neither passed nor failed.
private func trusted(_ verdict: BlockVerdict, _ report: inout Report) {
    if !verdict.trustedFrames.isEmpty {
        var list = ""
        for frame in verdict.trustedFrames.prefix(12) {
            if !list.isEmpty { list += ", " }
            list += String(frame.frame) + " (transaction " + String(frame.transaction) + ")"
        }
        if verdict.trustedFrames.count > 12 { list += ", …" }
        report.line(
            "check", "trusted",
            String(verdict.trustedFrames.count)
                + " frames are replayed but not proven, since their code uses a builtin without AIR component: " + list)
    }
    if !verdict.abortedTransactions.isEmpty {
        report.line(
            "check", "trusted",
            String(verdict.abortedTransactions.count) + " aborted executions are reverted on the validators' word")
    }
}

private func hex(_ bytes: [UInt8]) -> String {
    let digits: [UInt8] = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
