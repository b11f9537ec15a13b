import BlockBundling
import BlockVerifying
import ByteCoding
import CommandLines
import FiniteFields
import Foundation
import JSONCoding
import StarknetModel

extension Commands {
    /// `starling verify --receipt F`: everything is in the file but what is pinned; no network is needed.
    static func verifyReceipt(_ path: String, _ arguments: Arguments) throws -> ExitStatus {
        let fingerprint = try pinnedFingerprint(arguments)
        let receipt: PortableReceipt
        do {
            receipt = try PortableReceipt(decoding: [UInt8](proverFile(path, bytesMax: PortableReceipt.bytesMax)))
        } catch is ByteCodingError {
            throw InputError("\(path): no receipt, or a damaged one")
        } catch { throw inputError(path, error) }
        let isJSON = arguments.flag("json")
        do throws(ReceiptRejection) {
            let verdict = try ReceiptVerifier<CommitteeSignatures>(fingerprint: fingerprint).verify(receipt)
            if isJSON { printJSON { w in write(verdict, to: &w) } } else { report(verdict) }
            return verdict.block.isComplete ? .success : .exception
        } catch {
            if isJSON {
                printJSON { w in
                    w.field("verdict", string: "rejected")
                    w.field("reason", string: error.explanation)
                }
            } else {
                print("rejected: \(error.explanation)")
            }
            return .failure
        }
    }

    /// What is known of the chain beforehand: the fingerprint alone, or what it is made of.
    private static func pinnedFingerprint(_ arguments: Arguments) throws -> [UInt8] {
        guard let text = arguments.string("fingerprint") else {
            return try verifierConfiguration(arguments).fingerprint
        }
        guard let bytes = HexBytes.decode(text.utf8), bytes.count == 32 else {
            throw UsageError("--fingerprint: 64 hex digits, not '\(text)'")
        }
        return bytes
    }

    static func report(_ verdict: ReceiptVerdict) {
        print("\(verdict.block.isComplete ? "verified" : "verified, except"): \(verdict.headline)")
        for fact in verdict.facts { print("  \(fact.label): \(fact.text)") }
        for line in verdict.block.summary { print("  \(line.isComplete ? "ok       " : "excepted ") \(line.text)") }
        for line in verdict.block.exceptions { print("  excepted  \(line)") }
        for line in verdict.basis { print("  rests on  \(line)") }
    }

    static func write(_ verdict: ReceiptVerdict, to w: inout JSONWriter) {
        w.field("verdict", string: verdict.block.isComplete ? "verified" : "except")
        w.field("headline", string: verdict.headline)
        switch verdict.subject {
        case .transaction(let shown):
            w.key("transaction")
            w.object { w in write(shown, to: &w) }
        case .storage(let shown):
            w.key("storage")
            w.object { w in
                w.field("contract", felt: shown.cell.address.felt)
                w.field("key", felt: shown.cell.key.felt)
                w.field("value", felt: shown.value)
                w.field("has_contract", bool: shown.hasContract)
            }
        }
        w.key("block")
        w.object { w in write(verdict.block, nil, to: &w) }
    }

    private static func write(_ shown: ReceiptVerdict.ShownTransaction, to w: inout JSONWriter) {
        w.field("hash", felt: shown.receipt.transactionHash)
        w.field("index", integer: shown.index)
        w.field("sender", felt: shown.sender.felt)
        w.field("status", string: shown.receipt.status.isReverted ? "reverted" : "succeeded")
        if case .reverted(let reason) = shown.receipt.status {
            w.field("revert_reason", string: String(decoding: reason, as: UTF8.self))
        }
        w.field("fee_fri", string: String(shown.receipt.actualFee))
        w.key("events")
        w.array(shown.receipt.events) { w, event in
            w.object { w in
                w.field("from", felt: event.from.felt)
                w.field("keys", felts: event.keys)
                w.field("data", felts: event.data)
            }
        }
        w.key("messages")
        w.array(shown.receipt.messages) { w, message in
            w.object { w in
                w.field("from", felt: message.from.felt)
                w.field("to", felt: message.to)
                w.field("payload", felts: message.payload)
            }
        }
    }
}
