import FiniteFields
import StarknetModel

/// A balance of the fee token: an integer of 256 bits in two words.
struct TokenBalance: Equatable {
    let low: Felt252
    let high: Felt252

    /// The cell of an account's low word; the high word is the next one (EXEC §3.6).
    static func key(of account: ContractAddress) -> StorageKey {
        StorageKey.variable("ERC20_balances", keys: [account.felt])
    }

    /// Whether so much is there.
    func covers(_ amount: UInt128) -> Bool { !high.isZero || !low.precedes(Felt252(amount)) }

    /// The sentence for a fee that is not there, as UTF-8.
    func shortage(of fee: UInt128) -> [UInt8] {
        var text = ReasonText()
        text.append("Insufficient fee token balance. Fee: ")
        text.append(fee)
        text.append(", balance: low/high ")
        text.append(low.asUInt128 ?? .max)
        text.append("/")
        text.append(high.asUInt128 ?? .max)
        text.append(".")
        return text.bytes
    }
}
