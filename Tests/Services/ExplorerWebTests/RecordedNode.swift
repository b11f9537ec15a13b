import Foundation
import JSONCoding

@testable import ExplorerWeb

/// A node that answers from a table, as a real one would.
final class RecordedNode: ExplorerNode, ProofStatusSource, BundleSource {
    let answers: [String: String]
    let proofs: [UInt64: ProofState]
    let bundles: [UInt64: [UInt8]]

    init(answers: [String: String], proofs: [UInt64: ProofState] = [:], bundles: [UInt64: [UInt8]] = [:]) {
        self.answers = answers
        self.proofs = proofs
        self.bundles = bundles
    }

    func result(method: String, params: String) -> [UInt8]? {
        (answers["\(method) \(params)"] ?? answers[method]).map { Array($0.utf8) }
    }

    func state(of block: UInt64, timestamp: UInt64) -> ProofState? { proofs[block] }
    func bundle(of block: UInt64) -> [UInt8]? { bundles[block] }

    /// Text that tries to break out of every place a text of the chain can stand in.
    static let payload = #"</title><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\"&"#

    /// A block with one transaction whose texts are hostile.
    static func block(_ number: UInt64, reason: String = payload) -> String {
        """
        {"status":"ACCEPTED_ON_L2","block_hash":"0xb\(number)","parent_hash":"0xa","block_number":\(number),"new_root":"0x1",
        "timestamp":1767225600,"sequencer_address":"0x1000","starknet_version":"0.14.4","transactions":[{"transaction":{
        "type":"INVOKE","version":"0x3","sender_address":"0x64","calldata":["0x1","0x3c7363726970743e"],"nonce":"0x5","tip":"0x0",
        "signature":["0x1","0x2"],"resource_bounds":{"l2_gas":{"max_amount":"0x10","max_price_per_unit":"0x20"}}},
        "receipt":{"type":"INVOKE","transaction_hash":"0xc\(number)","actual_fee":{"amount":"0x0","unit":"FRI"},
        "execution_status":"REVERTED","revert_reason":"\(reason)",
        "events":[{"from_address":"0x99","keys":["0x5"],"data":["0x3c7363726970743e616c65727428293c2f7363726970743e"]}]}}]}
        """
    }
}
