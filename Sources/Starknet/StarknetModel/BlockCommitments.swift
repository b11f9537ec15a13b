public import FiniteFields
import HashFunctions

/// The four commitments of a block header (EXEC §2.8).
public enum BlockCommitments {
    /// Over each transaction's hash and signature.
    public static func transactions(_ transactions: [Transaction], hashes: [Felt252]) -> Felt252 {
        CommitmentTree.root(zip(transactions, hashes).map { Poseidon.hash(list: [$1] + $0.signature) })
    }

    /// Over all events of the block, in order of emission.
    public static func events(_ receipts: [TransactionReceipt]) -> Felt252 {
        CommitmentTree.root(
            receipts.flatMap { receipt in receipt.events.map { leaf($0, transactionHash: receipt.transactionHash) } })
    }

    private static func leaf(_ event: Event, transactionHash: Felt252) -> Felt252 {
        var list = [event.from.felt, transactionHash, Felt252(UInt64(event.keys.count))]
        list += event.keys
        list.append(Felt252(UInt64(event.data.count)))
        list += event.data
        return Poseidon.hash(list: list)
    }

    /// Over all receipts.
    public static func receipts(_ receipts: [TransactionReceipt]) -> Felt252 {
        CommitmentTree.root(receipts.map(leaf))
    }

    private static func leaf(_ receipt: TransactionReceipt) -> Felt252 {
        var messages = [Felt252(UInt64(receipt.messages.count))]
        for message in receipt.messages {
            messages += [message.from.felt, message.to, Felt252(UInt64(message.payload.count))]
            messages += message.payload
        }
        var revert = Felt252.zero
        if case .reverted(let reason) = receipt.status { revert = StarknetKeccak.hash(reason) }
        // The protocol leaves the place of L2 gas at 0.
        return Poseidon.hash(list: [
            receipt.transactionHash, Felt252(receipt.actualFee), Poseidon.hash(list: messages), revert, .zero,
            Felt252(receipt.gas.l1Gas), Felt252(receipt.gas.l1DataGas),
        ])
    }

    /// Over the state diff.
    public static func stateDiff(_ diff: StateDiff) -> Felt252 {
        let deployed = (diff.deployedContracts + diff.replacedClasses).sorted { $0.address < $1.address }
        var list = [Felt252(ascii: "STARKNET_STATE_DIFF0"), count(deployed)]
        for entry in deployed { list += [entry.address.felt, entry.value.felt] }
        list.append(count(diff.declaredClasses))
        for entry in diff.declaredClasses { list += [entry.classHash.felt, entry.compiledClassHash.felt] }
        // No classes of the old kind; then the number of data availability modes that follow, and the mode L1.
        list += [.zero, .one, .zero, count(diff.storage)]
        for entry in diff.storage {
            list += [entry.address.felt, count(entry.value)]
            for write in entry.value { list += [write.key.felt, write.value] }
        }
        list.append(count(diff.nonces))
        for entry in diff.nonces { list += [entry.address.felt, entry.value] }
        return Poseidon.hash(list: list)
    }

    private static func count<Element>(_ list: [Element]) -> Felt252 { Felt252(UInt64(list.count)) }
}
