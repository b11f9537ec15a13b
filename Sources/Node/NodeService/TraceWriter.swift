import BlockPrograms
import CasmModel
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import TransactionExecution

/// Writes TRANSACTION_TRACE of a transaction from its recording.
struct TraceWriter {
    private let executed: ExecutedTransaction
    private let version: RPCVersion

    /// The trace, one JSON value.
    static func trace(_ executed: ExecutedTransaction, version: RPCVersion = .v0_10) -> [UInt8] {
        var writer = JSONWriter()
        TraceWriter(executed: executed, version: version).write(to: &writer)
        return writer.bytes
    }

    private func write(to w: inout JSONWriter) {
        let recording = executed.recording
        w.object { w in
            w.field("type", string: "\(executed.transaction.kind.name)")
            let main = mainKey
            for root in recording.roots {
                let key = Self.key(of: root.kind)
                if key == main, executed.receipt.status.isReverted { continue }
                w.key(key)
                InvocationWriter(recording.frames, root: root.frame, refused: executed.refused).write(to: &w)
            }
            if let main, case .reverted(let reason) = executed.receipt.status {
                w.key(main)
                w.object { w in
                    w.field("revert_reason", string: String(decoding: reason, as: UTF8.self))
                }
            }
            if let diff = executed.stateDiff {
                w.key("state_diff")
                diff.write(to: &w, migrated: version >= .v0_10)
            }
            w.key("execution_resources")
            let gas = executed.receipt.gas
            w.object { w in
                w.field("l1_gas", integer: gas.l1Gas)
                w.field("l1_data_gas", integer: gas.l1DataGas)
                w.field("l2_gas", integer: gas.l2Gas)
            }
        }
    }

    private static func key(of kind: TransactionRecording.Root.Kind) -> String {
        switch kind {
        case .validate: "validate_invocation"
        case .execute: "execute_invocation"
        case .fee: "fee_transfer_invocation"
        case .constructor: "constructor_invocation"
        case .l1Handler: "function_invocation"
        }
    }

    /// The member that holds the reason of a reverted execution.
    private var mainKey: String? {
        switch executed.transaction.kind {
        case .invoke: "execute_invocation"
        case .l1Handler: "function_invocation"
        case .declare, .deployAccount: nil
        }
    }

    /// INITIAL_READS, one JSON value; in order of addresses.
    static func initialReads(_ reads: InitialReads) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { w in
            w.key("storage")
            w.array(reads.storage.sorted { $0.key < $1.key }) { w, read in
                w.object { w in
                    w.field("contract_address", felt: read.key.address.felt)
                    w.field("key", felt: read.key.key.felt)
                    w.field("value", felt: read.value)
                }
            }
            w.key("nonces")
            w.array(reads.nonces.sorted { $0.key < $1.key }) { w, read in
                w.object { w in
                    w.field("contract_address", felt: read.key.felt)
                    w.field("nonce", felt: read.value)
                }
            }
            w.key("class_hashes")
            w.array(reads.classHashes.sorted { $0.key < $1.key }) { w, read in
                w.object { w in
                    w.field("contract_address", felt: read.key.felt)
                    w.field("class_hash", felt: read.value.felt)
                }
            }
            w.key("declared_contracts")
            w.array(reads.classes.sorted { $0.key < $1.key }) { w, read in
                w.object { w in
                    w.field("class_hash", felt: read.key.felt)
                    w.field("is_declared", bool: read.value)
                }
            }
        }
        return writer.bytes
    }
}
