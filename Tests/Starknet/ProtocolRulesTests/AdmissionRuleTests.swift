import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// What is checked of a transaction before it waits: the checks of a block up to `__validate__`, and that it can be paid.
struct AdmissionRuleTests {
    private func rejection(
        _ host: ScriptedHost = InvokeRuleTests.host(), fees: Bool = false,
        _ change: (inout InvokeTransaction) -> Void = { _ in }
    ) throws -> TransactionRejection? {
        var host = host, transaction = InvokeRuleTests.transaction()
        change(&transaction)
        do throws(TransactionStop<ScriptedHost.Unreadable>) {
            try host.validate(transaction, InvokeRuleTests.terms(fees: fees))
        } catch {
            guard case .rejected(let rejection) = error else { throw error }
            return rejection
        }
        // What was checked has no effect.
        #expect(try host.state.nonce(of: ScriptedHost.contract) == .zero)
        return nil
    }

    @Test func `fields and nonce are those of a block`() throws {
        #expect(try rejection() == nil)
        #expect(try rejection { $0.proofFacts = [.one] } == .fieldNotSupported(.proofFacts))
        #expect(try rejection { $0.account.nonce = .one } == .invalidNonce(expected: .zero, found: .one))
        let nobody = ContractAddress(Felt252(0x300)) ?? .zero
        #expect(try rejection { $0.sender = nobody } == .noAccount(nobody))
    }

    @Test func `the account accepts it`() throws {
        var host = InvokeRuleTests.host()
        host.code[ProtocolSelectors.validate] = ScriptedHost.Code(returned: [.one])
        guard case .validationFailed = try rejection(host) else {
            Issue.record("an account that did not answer VALID was taken to accept")
            return
        }
    }

    @Test func `the balance covers all that it may cost, where there are fees`() throws {
        // Three bounds at a price of 4.
        let most: UInt64 = 3 * 4 << 40
        let cell = StorageCell(
            address: InvokeRuleTests.token,
            key: StorageKey.variable("ERC20_balances", keys: [ScriptedHost.contract.felt]))
        func holding(_ balance: UInt64) -> ScriptedHost {
            var host = InvokeRuleTests.host(), source = ScriptedHost.Source()
            source.classes = [ScriptedHost.contract: ScriptedHost.classHash, ScriptedHost.other: ScriptedHost.classHash]
            source.cells[cell] = Felt252(balance)
            host.state = JournaledState(source)
            return host
        }
        #expect(try rejection(holding(most), fees: true) == nil)
        #expect(try rejection(holding(most - 1), fees: true) == .feeNotPaid)
        #expect(try rejection(holding(0)) == nil)
    }
}
