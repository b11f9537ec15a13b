import NodeService
import TransactionPool
import BlockProduction
import ChainStorage
import EllipticCurves
import FiniteFields
import HashFunctions
import JSONCoding
import StarknetJSON
import StarknetModel
import StarknetRPC
import TransactionExecution

/// What tokens are called in requests.
enum DevnetUnit: String {
    case fri = "FRI"
    case wei = "WEI"

    var token: ContractAddress { self == .fri ? .strk : .eth }

    init(_ json: JSONValue?) throws(JSONError) {
        guard let json else {
            self = .fri
            return
        }
        guard let unit = DevnetUnit(rawValue: try json.string()) else { throw json.mismatch("FRI or WEI") }
        self = unit
    }
}

extension Devnet {
    func getPredeployedAccounts(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let chain = try chain()
        let withBalance = try p.optional("with_balance")?.bool() ?? false
        var list: [(account: GenesisAccount, balances: [(DevnetUnit, UInt128)])] = []
        for account in chain.accounts {
            var balances: [(DevnetUnit, UInt128)] = []
            if withBalance {
                for unit in [DevnetUnit.fri, .wei] {
                    balances.append((unit, try balance(of: account.address, unit, .preConfirmed, p)))
                }
            }
            list.append((account, balances))
        }
        w.array(list) { w, entry in
            w.object { w in
                w.field("initial_balance", string: "\(settings.accountBalance)")
                w.field("address", felt: entry.account.address.felt)
                w.field("public_key", felt: entry.account.publicKey)
                w.field("private_key", felt: entry.account.privateKey)
                guard !entry.balances.isEmpty else { return }
                w.key("balance")
                w.object { w in
                    for (unit, amount) in entry.balances {
                        w.key(unit == .fri ? "strk" : "eth")
                        w.object { w in
                            w.field("amount", string: "\(amount)")
                            w.field("unit", string: unit.rawValue)
                        }
                    }
                }
            }
        }
    }

    func getAccountBalance(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let unit = try DevnetUnit(try p.optional("unit"))
        let block = try p.optional("block_id").map { json throws(JSONError) in try BlockReference(json: json) }
        let amount = try balance(of: try p.address("address"), unit, block ?? .preConfirmed, p)
        w.object { w in
            w.field("amount", string: "\(amount)")
            w.field("unit", string: unit.rawValue)
        }
    }

    /// Sends tokens of the treasury.
    func mint(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let address = try p.address("address"), unit = try DevnetUnit(try p.optional("unit"))
        let amount = try p.required("amount").integer(UInt128.self)
        let chain = try chain()
        let hash = try chain.mint(amount, of: unit.token, to: address)
        let balance = try balance(of: address, unit, .preConfirmed, p)
        w.object { w in
            w.field("new_balance", string: "\(balance)")
            w.field("unit", string: unit.rawValue)
            w.field("tx_hash", felt: hash)
        }
    }

    private func balance(
        of address: ContractAddress, _ unit: DevnetUnit, _ block: BlockReference, _ p: RPCParameters
    ) throws -> UInt128 {
        let chain = try chain()
        let number: UInt64
        switch block {
        case .number(let wanted):
            guard let head = chain.store.head, wanted <= head.number else { throw RPCError.blockNotFound }
            number = wanted
        case .hash(let hash):
            guard let found = try chain.store.blockNumber(hash: hash) else { throw RPCError.blockNotFound }
            number = found
        default: number = chain.store.head?.number ?? 0
        }
        let result = try chain.execution.call(
            unit.token, selector: StarknetKeccak.selector("balance_of"), calldata: [address.felt],
            state: chain.store.state(after: number), p.stop)
        guard result.count == 2, result[1].isZero, let amount = result[0].asUInt128 else {
            throw RPCError.internalError.because("a balance beyond 128 bits")
        }
        return amount
    }
}

extension DevnetChain {
    /// A transfer from the treasury, signed and sent like everyone's. Returns its hash.
    func mint(_ amount: UInt128, of token: ContractAddress, to address: ContractAddress) throws(RPCError) -> Felt252 {
        let nonce: UInt64
        do {
            let head = store.head?.number ?? 0
            let known = try store.state(after: head).nonce(treasury.address).asUInt64 ?? 0
            nonce = producer.pool.pendingNonce(treasury.address, nextNonce: known)
        } catch {
            throw RPCError.internalError.because(error.description)
        }
        let price = UInt128(settings.gasPrice).multipliedReportingOverflow(by: 2).partialValue
        func bounds(_ amount: UInt64) -> ResourceBounds {
            ResourceBounds(maxAmount: amount, maxPricePerUnit: price)
        }
        var transaction = InvokeTransaction(
            sender: treasury.address,
            calldata: [
                .one, token.felt, ProtocolSelectors.transfer, Felt252(3 as UInt64), address.felt, Felt252(amount),
                .zero,
            ],
            account: AccountFields(
                nonce: Felt252(nonce),
                resourceBounds: AllResourceBounds(
                    l1Gas: bounds(100_000), l2Gas: bounds(100_000_000), l1DataGas: bounds(100_000))))
        let signature: (r: Felt252, s: Felt252)
        do {
            let made = try StarkECDSA.sign(
                messageHash: transaction.hash(chainID: producer.chain.chainID), privateKey: treasury.privateKey)
            signature = (made.r, made.s)
        } catch {
            throw RPCError.internalError
        }
        transaction.account.signature = [signature.r, signature.s]
        return try execution.submit(SubmittedTransaction(.invoke(transaction)))
    }
}
