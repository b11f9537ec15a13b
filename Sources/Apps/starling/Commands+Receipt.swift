import BlockBundling
import BlockVerifying
import CommandLines
import FiniteFields
import Foundation
import JSONCoding
import StarknetClient
import StarknetModel

extension Commands {
    /// `starling receipt`: one file that shows a transaction or a storage value to whoever knows the chain's fingerprint.
    static let receipt = Command(
        "receipt", summary: "writes a file that proves a transaction, or a storage value, to whoever has it",
        options: [
            CommandOption(
                "output", value: "FILE", help: "where to write it (default: HASH.receipt or KEY.receipt in this folder)"
            ),
            CommandOption(
                flag: "storage", help: "for a storage cell instead of a transaction: CONTRACT and KEY follow"),
            CommandOption("block", value: "N", help: "with --storage: after which block (default: the latest)"),
            CommandOption("rpc", value: "URL", default: "http://127.0.0.1:5050", help: "a node of the chain"),
            configurationOption, proofsOption, committeeOption, genesisOption, contractsOption, jsonOption,
        ],
        operands: [
            CommandOperand("TRANSACTION", help: "the transaction's hash; with --storage the contract's address"),
            CommandOperand("KEY", isOptional: true, help: "with --storage: the key of the cell"),
        ],
        examples: [
            "starling receipt 0x1234 --output payment.receipt",
            "starling receipt --storage 0x1234 0x5678 --block 17 --output balance.receipt",
            "starling verify --receipt payment.receipt --committee /etc/starling/committee",
        ]
    ) { arguments in
        let maker = ReceiptMaker(reader: try proofReader(arguments))
        let subject = try ReceiptSubject(arguments, maker)
        let made: (receipt: PortableReceipt, verdict: ReceiptVerdict), name: String
        do throws(ReceiptError) {
            switch subject {
            case .transaction(let hash):
                made = try maker.receipt(transaction: hash)
                name = hash.hex
            case .storage(let cell, let block):
                made = try maker.receipt(storage: cell, after: block)
                name = cell.key.felt.hex
            }
        } catch { throw InputError("no receipt: \(error)") }
        let path = arguments.string("output") ?? "\(name).receipt", bytes = made.receipt.encoded
        do { try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw inputError(path, error)
        }
        if arguments.flag("json") {
            printJSON { w in
                w.field("file", string: path)
                w.field("bytes", integer: bytes.count)
                write(made.verdict, to: &w)
            }
        } else {
            print("\(path): \(bytes.count) bytes")
            report(made.verdict)
        }
        return made.verdict.block.isComplete ? .success : .exception
    }
}

/// What a receipt is asked for.
private enum ReceiptSubject {
    case transaction(Felt252)
    case storage(StorageCell, after: UInt64)

    init(_ arguments: Arguments, _ maker: ReceiptMaker) throws {
        func felt(_ index: Int, _ what: String) throws -> Felt252 {
            guard arguments.operands.indices.contains(index), let felt = Felt252(hex: arguments.operands[index]) else {
                throw UsageError("\(what) in hex is needed")
            }
            return felt
        }
        guard arguments.flag("storage") else {
            guard arguments.operands.count == 1 else {
                throw UsageError("one transaction hash, or --storage CONTRACT KEY")
            }
            self = .transaction(try felt(0, "the hash of a transaction"))
            return
        }
        guard let address = ContractAddress(try felt(0, "a contract's address")),
            let key = StorageKey(try felt(1, "the key of a storage cell"))
        else { throw UsageError("addresses and keys are below 2^251") }
        let block = try arguments.integer("block", in: 0...UInt64.max)
        do {
            self = .storage(
                StorageCell(address: address, key: key), after: try block ?? maker.reader.fetcher.client.blockNumber())
        } catch { throw InputError("no receipt: \(error)") }
    }
}
