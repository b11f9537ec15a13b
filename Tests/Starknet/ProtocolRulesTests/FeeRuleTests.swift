import BlockPrograms
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// What a transaction must bring along, and what it pays.
struct FeeRuleTests {
    private static let price: UInt128 = 4

    private func outcome(
        _ host: ScriptedHost = InvokeRuleTests.host(), _ change: (inout AllResourceBounds) -> Void = { _ in }
    ) -> Result<TransactionOutcome, TransactionStop<ScriptedHost.Unreadable>> {
        var host = host, transaction = InvokeRuleTests.transaction()
        change(&transaction.account.resourceBounds)
        return Result { () throws(TransactionStop<ScriptedHost.Unreadable>) in
            try host.execute(.invoke(transaction), InvokeRuleTests.terms(fees: true))
        }
    }

    private func isBelowLeast(_ change: (inout AllResourceBounds) -> Void) -> Bool {
        if case .failure(.rejected(.boundsTooLow)) = outcome(change: change) { true } else { false }
    }

    private func outcome(
        change: (inout AllResourceBounds) -> Void
    ) -> Result<TransactionOutcome, TransactionStop<ScriptedHost.Unreadable>> {
        outcome(InvokeRuleTests.host(), change)
    }

    @Test func `bounds cover the least, and the block's prices`() {
        // 4779 steps and the work on four words of data, in units of 400 steps; four words of 32 bytes.
        #expect(isBelowLeast { $0.l2Gas.maxAmount = 559_999 })
        #expect(!isBelowLeast { $0.l2Gas.maxAmount = 560_000 })
        #expect(isBelowLeast { $0.l1DataGas.maxAmount = 127 })
        #expect(!isBelowLeast { $0.l1DataGas.maxAmount = 128 })
        #expect(!isBelowLeast { $0.l1Gas.maxAmount = 0 })
        #expect(isBelowLeast { $0.l1Gas.maxPricePerUnit = Self.price - 1 })
        #expect(isBelowLeast { $0.l2Gas.maxPricePerUnit = Self.price - 1 })
        #expect(isBelowLeast { $0.l1DataGas.maxPricePerUnit = Self.price - 1 })
        #expect(
            !isBelowLeast {
                $0.l1Gas.maxPricePerUnit = Self.price
                $0.l2Gas.maxPricePerUnit = Self.price
                $0.l1DataGas.maxPricePerUnit = Self.price
            })
    }

    @Test func `an execution that used more than was signed for is undone, and paid for up to there`() throws {
        let honest = try outcome(change: { _ in }).get()
        #expect(honest.status == .succeeded)
        let enough = try outcome(change: { $0.l2Gas.maxAmount = honest.gas.l2Gas }).get()
        #expect(enough.status == .succeeded && enough.fee == honest.fee)
        let short = try outcome(change: { $0.l2Gas.maxAmount = honest.gas.l2Gas - 1 }).get()
        let reason = "Insufficient max L2Gas: max amount: \(honest.gas.l2Gas - 1), actual used: \(honest.gas.l2Gas)."
        #expect(short.status == .reverted(reason: Array(reason.utf8)))
        #expect(short.fee == honest.fee - Self.price && short.gas == honest.gas)
        #expect(short.roots.map(\.kind) == [.validate, .execute, .fee])
    }

    @Test func `what cannot be undone is refused when it used more than was signed for`() throws {
        func deployment(_ l2Gas: UInt64) -> Transaction {
            var account = InvokeRuleTests.transaction().account
            account.resourceBounds.l2Gas.maxAmount = l2Gas
            return .deployAccount(
                DeployAccountTransaction(
                    classHash: ScriptedHost.classHash, contractAddressSalt: 1, constructorCalldata: [],
                    account: account))
        }
        func run(_ l2Gas: UInt64) throws -> TransactionOutcome {
            var host = InvokeRuleTests.host()
            host.declare(
                ScriptedHost.classHash,
                [ProtocolSelectors.transfer, ProtocolSelectors.validateDeploy].sorted {
                    $0.bigEndianBytes.lexicographicallyPrecedes($1.bigEndianBytes)
                })
            host.code[ProtocolSelectors.validateDeploy] = ScriptedHost.Code(returned: [ProtocolFelts.validated])
            let transaction = deployment(l2Gas)
            let cell = StorageCell(
                address: InvokeRuleTests.token,
                key: StorageKey.variable("ERC20_balances", keys: [transaction.sender.felt]))
            try host.state.write(Felt252(1 << 120 as UInt128), at: cell)
            return try host.execute(transaction, InvokeRuleTests.terms(fees: true))
        }
        let used = try run(1 << 40).gas.l2Gas
        #expect(try run(used).gas.l2Gas == used)
        do {
            _ = try run(used - 1)
            Issue.record("more was used than was signed for")
        } catch TransactionStop<ScriptedHost.Unreadable>.rejected(.boundsExceeded) {}
    }

    @Test func `an execution that spent what it was to be paid with is undone, and paid for`() throws {
        var host = InvokeRuleTests.host()
        // The token's own code takes it all: `__execute__` runs under the token's address here.
        let balance = StorageKey.variable("ERC20_balances", keys: [ScriptedHost.other.felt])
        try host.state.write(
            Felt252(1 << 120 as UInt128), at: StorageCell(address: ScriptedHost.other, key: balance))
        host.code[ProtocolSelectors.execute] = ScriptedHost.Code(systemCalls: [
            (.storageWrite, [.felt(.zero), .felt(balance.felt), .felt(.one)])
        ])
        var transaction = InvokeRuleTests.transaction()
        transaction.sender = ScriptedHost.other
        let outcome = try host.execute(.invoke(transaction), InvokeRuleTests.terms(fees: true))
        let reason = "Insufficient fee token balance. Fee: \(outcome.fee), balance: low/high 1/0."
        #expect(outcome.status == .reverted(reason: Array(reason.utf8)))
        #expect(
            try host.state.storage(at: StorageCell(address: ScriptedHost.other, key: balance))
                == Felt252(1 << 120 as UInt128))
    }
}
