public import FiniteFields
public import StarknetModel

/// What a receipt that holds shows.
public struct ReceiptVerdict: Sendable, Equatable {
    /// A transaction of the block, with everything that came of it.
    public struct ShownTransaction: Sendable, Equatable {
        /// Its place in the block, from 0.
        public var index: Int
        public var sender: ContractAddress
        /// Status, fee, events and messages. Verified with the block.
        public var receipt: TransactionReceipt
    }

    /// A storage cell after the block.
    public struct ShownCell: Sendable, Equatable {
        /// The contract and the key.
        public var cell: StorageCell
        /// 0 for a cell that was never written.
        public var value: Felt252
        /// Whether the state holds anything of a contract at the address.
        public var hasContract: Bool
    }

    /// What the receipt is about.
    public enum Subject: Sendable, Equatable {
        case transaction(ShownTransaction)
        case storage(ShownCell)
    }

    /// What is shown.
    public var subject: Subject
    /// The verdict about the block, which everything shown rests on.
    public var block: BlockVerdict
    /// When the block was made, by its validators: seconds since 1970.
    public var timestamp: UInt64
}

/// A receipt in words: the command and the browser say the same sentences, and these are all of them.
extension ReceiptVerdict {
    /// What is shown, as a heading. That of an execution which is not proven whole says so.
    public var headline: String {
        let block = "block " + String(block.blockNumber)
        switch subject {
        case .transaction(let shown):
            let end = shown.receipt.status.isReverted ? "was reverted" : "succeeded"
            let proven = self.block.isComplete ? "its execution is proven" : "parts of the block are not proven"
            return "The transaction is in " + block + " and " + end + "; " + proven
        case .storage(let shown):
            guard shown.hasContract else { return "There is nothing at the contract's address after " + block }
            return shown.value.isZero
                ? "The storage cell is empty after " + block : "The storage cell has the value below after " + block
        }
    }

    /// What is shown, line by line: a label and a text.
    public var facts: [(label: String, text: String)] {
        var facts: [(label: String, text: String)] = []
        switch subject {
        case .transaction(let shown): facts += ReceiptVerdict.facts(of: shown)
        case .storage(let shown):
            facts.append(("Contract", shown.cell.address.felt.hex))
            facts.append(("Key", shown.cell.key.felt.hex))
            facts.append(("Value", shown.value.hex))
        }
        facts.append(("Block number", String(block.blockNumber)))
        facts.append(("Block hash", block.blockHash.hex))
        facts.append(("Block time", String(timestamp)))
        return facts
    }

    private static func facts(of shown: ShownTransaction) -> [(label: String, text: String)] {
        let receipt = shown.receipt
        var facts: [(label: String, text: String)] = [
            ("Transaction hash", receipt.transactionHash.hex), ("Place in the block", String(shown.index)),
            ("Sender", shown.sender.felt.hex), ("Fee", String(receipt.actualFee) + " fri"),
        ]
        if case .reverted(let reason) = receipt.status {
            facts.append(("Revert reason", String(decoding: reason, as: UTF8.self)))
        }
        for event in receipt.events {
            facts.append(("Event from " + event.from.felt.hex, felts(event.keys) + " | " + felts(event.data)))
        }
        for message in receipt.messages {
            facts.append(
                ("Message to L1 from " + message.from.felt.hex, message.to.hex + " | " + felts(message.payload)))
        }
        return facts
    }

    private static func felts(_ list: [Felt252]) -> String {
        var text = ""
        for felt in list { text += (text.isEmpty ? "" : " ") + felt.hex }
        return text
    }

    /// What the receipt rests on, one sentence each.
    public var basis: [String] {
        var lines = block.basis
        if case .storage = subject, !block.hasProof {
            lines.append(
                "The block holds no transactions: its state is its parent's, but for the hash of an older block that it notes"
            )
        }
        return lines
    }
}
