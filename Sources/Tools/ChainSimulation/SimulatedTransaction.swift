import FiniteFields
import QuorumCertificates
import StarknetModel

/// The transactions of a simulation: an account's next step, with the time that it takes to execute.
enum SimulatedTransaction {
    /// `version` tells transactions of one nonce apart.
    static func make(account: Int, nonce: UInt64, costMillis: Int, version: Int) -> Transaction {
        let none = ResourceBounds(maxAmount: 0, maxPricePerUnit: 0)
        let fields = AccountFields(
            nonce: Felt252(nonce), resourceBounds: AllResourceBounds(l1Gas: none, l2Gas: none, l1DataGas: none))
        return .invoke(
            InvokeTransaction(
                sender: address(account), calldata: [Felt252(UInt64(costMillis)), Felt252(UInt64(version))],
                account: fields))
    }

    static func address(_ account: Int) -> ContractAddress {
        // Small numbers are addresses.
        ContractAddress(Felt252(UInt64(account) + 0x1000)) ?? .zero
    }

    /// How long it executes on a machine of ordinary speed, in milliseconds.
    static func costMillis(_ transaction: Transaction) -> Int {
        guard case .invoke(let invoke) = transaction, let cost = invoke.calldata.first?.asUInt64 else { return 0 }
        return Int(min(cost, 1_000_000))
    }

    static func hash(_ transaction: Transaction) -> Felt252 { Felt252(CheapHash.of(transaction.encoded)) }
}
