import JSONCoding
import StarknetRPC

extension Devnet {
    /// The methods of a development network beside those of every node.
    var methods: [String: RPCMethod] {
        let refused = Self.refusals.mapValues { reason in
            RPCMethod { _, _, _ in throw RPCError.unexpected.because("not supported: \(reason)") }
        }
        return refused.merging(own) { _, method in method }
    }

    private var own: [String: RPCMethod] {
        [
            "devnet_getConfig": method { try $0.getConfig($1, &$2) },
            "devnet_getStatus": method { try $0.getStatus($1, &$2) },
            "devnet_getPredeployedAccounts": method(["with_balance"]) { try $0.getPredeployedAccounts($1, &$2) },
            "devnet_getAccountBalance": method(["address", "unit", "block_id"]) { try $0.getAccountBalance($1, &$2) },
            "devnet_mint": method(["address", "amount", "unit"], isAdding: true) { try $0.mint($1, &$2) },
            "devnet_createBlock": method { try $0.createBlock($1, &$2) },
            "devnet_setTime": method(["time", "generate_block"]) { try $0.setTime($1, &$2) },
            "devnet_increaseTime": method(["time"]) { try $0.increaseTime($1, &$2) },
            "devnet_abortBlocks": method(["starting_block_id"]) { try $0.abortBlocks($1, &$2) },
            "devnet_snapshot": method { try $0.snapshot($1, &$2) },
            "devnet_revert": method(["snapshot_id"]) { try $0.revert($1, &$2) },
            "devnet_dump": method(["path"]) { try $0.dump($1, &$2) },
            "devnet_load": method(["path"]) { try $0.load($1, &$2) },
            "devnet_postmanSendMessageToL2": method(
                [
                    "l2_contract_address", "entry_point_selector", "l1_contract_address", "payload", "paid_fee_on_l1",
                    "nonce", "l1_transaction_hash",
                ], isAdding: true
            ) { try $0.sendMessage($1, &$2) },
            "devnet_postmanConsumeMessageFromL2": method(["from_address", "to_address", "payload"]) {
                try $0.consumeMessage($1, &$2)
            },
            "devnet_postmanFlush": method(["dry_run"]) { try $0.flushMessages($1, &$2) },
            "devnet_restart": method(["restart_l1_to_l2_messaging"]) { try $0.restart($1, &$2) },
        ]
    }

    private func method(
        _ parameters: [String] = [], isAdding: Bool = false,
        _ run: @escaping @Sendable (Devnet, RPCParameters, inout JSONWriter) throws -> Void
    ) -> RPCMethod {
        RPCMethod(parameters, isAdding: isAdding) { [weak self] _, parameters, writer in
            guard let self else { throw RPCError.internalError }
            try run(self, parameters, &writer)
        }
    }
}
