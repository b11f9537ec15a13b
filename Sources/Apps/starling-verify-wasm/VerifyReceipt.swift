import BlockVerifying
import ByteCoding

/// `starling_verify_receipt(fingerprint, receipt, receiptCount)`: verifies a receipt under the fingerprint, 32 bytes, of what is
/// pinned. Returns a report: `verdict`, lines `shown` with a label and a text, and the sentences of the block's verdict. The memory behind
/// the pointers belongs to the host.
@_expose(wasm, "starling_verify_receipt") @_cdecl("starling_verify_receipt")
public func verifyReceipt(
    _ fingerprint: UnsafePointer<UInt8>?, _ receipt: UnsafePointer<UInt8>?, _ receiptCount: UInt32
) -> UnsafeMutableRawPointer? {
    var report = Report()
    guard let fingerprint else {
        report.line("verdict", "unchecked", "no fingerprint is pinned")
        return report.handOver()
    }
    let pinned = [UInt8](UnsafeBufferPointer(start: fingerprint, count: 32))
    guard let receipt = decode(PortableReceipt.self, receipt, receiptCount, max: PortableReceipt.bytesMax) else {
        report.line("verdict", "invalid", "This is no receipt, or a damaged one")
        return report.handOver()
    }
    var passed: [BlockCheck] = []
    do throws(ReceiptRejection) {
        let verdict = try ReceiptVerifier<PlainSignatures>(fingerprint: pinned).verify(receipt) { passed.append($0) }
        report.verified(verdict, passed: passed)
    } catch {
        report.line("verdict", "invalid", error.explanation)
        for check in passed { report.line("check", "passed", "\(check.statement)") }
        report.line("check", "failed", error.explanation)
    }
    return report.handOver()
}

extension Report {
    /// A receipt that holds: what it shows, and the verdict about its block.
    fileprivate mutating func verified(_ verdict: ReceiptVerdict, passed: [BlockCheck]) {
        line("verdict", verdict.block.isComplete ? "verified" : "except", verdict.headline)
        for fact in verdict.facts { line("shown", fact.label, fact.text) }
        for text in verdict.block.summary { line("summary", text.isComplete ? "passed" : "trusted", text.text) }
        for text in verdict.block.exceptions { line("exception", "", text) }
        for text in verdict.basis { line("basis", "", text) }
        facts(of: verdict.block)
        for check in passed { line("check", "passed", "\(check.statement)") }
    }
}
