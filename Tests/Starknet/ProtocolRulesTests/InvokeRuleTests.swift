import BlockPrograms
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// The rules of an INVOKE transaction: fields, nonce, validation, execution, fee.
struct InvokeRuleTests {
    static let token = ScriptedHost.other

    private static let balance = StorageCell(
        address: token, key: StorageKey.variable("ERC20_balances", keys: [ScriptedHost.contract.felt]))

    static func host() -> ScriptedHost {
        var host = ScriptedHost.simple()
        host.declare(
            ScriptedHost.classHash,
            [ProtocolSelectors.execute, ProtocolSelectors.validate, ProtocolSelectors.transfer].sorted {
                $0.bigEndianBytes.lexicographicallyPrecedes($1.bigEndianBytes)
            })
        host.code[ProtocolSelectors.validate] = ScriptedHost.Code(returned: [ProtocolFelts.validated])
        host.code[ProtocolSelectors.transfer] = ScriptedHost.Code(returned: [.one])
        // More than all bounds allow.
        try? host.state.write(Felt252(1 << 120 as UInt128), at: balance)
        return host
    }

    static func transaction(tip: UInt64 = 0) -> InvokeTransaction {
        let bound = ResourceBounds(maxAmount: 1 << 40, maxPricePerUnit: 1 << 40)
        return InvokeTransaction(
            sender: ScriptedHost.contract, calldata: [],
            account: AccountFields(
                nonce: .zero, signature: [],
                resourceBounds: AllResourceBounds(l1Gas: bound, l2Gas: bound, l1DataGas: bound), tip: tip))
    }

    static func terms(fees: Bool = false) -> ExecutionTerms {
        let price = GasPrice(wei: 3, fri: 4)
        return ExecutionTerms(
            chain: ChainParameters(chainID: .one, fees: fees, feeToken: token),
            context: BlockContext(
                number: 1234, timestamp: 1, sequencer: .strk,
                gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price)))
    }

    private func rejection(
        _ host: ScriptedHost = Self.host(), fees: Bool = false, _ change: (inout InvokeTransaction) -> Void = { _ in }
    ) -> TransactionRejection? {
        var host = host, transaction = Self.transaction()
        change(&transaction)
        do throws(TransactionStop<ScriptedHost.Unreadable>) {
            _ = try host.execute(.invoke(transaction), Self.terms(fees: fees))
            return nil
        } catch {
            if case .rejected(let rejection) = error { return rejection }
            return nil
        }
    }

    @Test func `fields have limits and reserved places are empty`() {
        let many = { (count: Int) in [Felt252](repeating: .one, count: count) }
        #expect(rejection { $0.calldata = many(ProtocolConstants.calldataMax) } == nil)
        #expect(rejection { $0.calldata = many(ProtocolConstants.calldataMax + 1) } == .tooLong(.calldata))
        #expect(rejection { $0.account.signature = many(ProtocolConstants.signatureMax) } == nil)
        #expect(rejection { $0.account.signature = many(ProtocolConstants.signatureMax + 1) } == .tooLong(.signature))
        #expect(rejection { $0.account.paymasterData = [.one] } == .fieldNotSupported(.paymasterData))
        #expect(rejection { $0.accountDeploymentData = [.one] } == .fieldNotSupported(.accountDeploymentData))
        #expect(rejection { $0.proofFacts = [.one] } == .fieldNotSupported(.proofFacts))
        #expect(
            rejection { $0.account.nonceDataAvailabilityMode = .l2 } == .fieldNotSupported(.nonceDataAvailabilityMode))
        #expect(rejection { $0.account.feeDataAvailabilityMode = .l2 } == .fieldNotSupported(.feeDataAvailabilityMode))
    }

    @Test func `the nonce is the next one, and is used up`() throws {
        #expect(rejection { $0.account.nonce = .one } == .invalidNonce(expected: .zero, found: .one))
        let nobody = ContractAddress(Felt252(0x300)) ?? .zero
        #expect(rejection { $0.sender = nobody } == .noAccount(nobody))
        var host = Self.host()
        _ = try host.execute(.invoke(Self.transaction()), Self.terms())
        #expect(try host.state.nonce(of: ScriptedHost.contract) == .one)
    }

    @Test func `an account accepts by its answer only`() {
        for returned in [[], [Felt252.one], [ProtocolFelts.validated, .one]] {
            var host = Self.host()
            host.code[ProtocolSelectors.validate] = ScriptedHost.Code(returned: returned)
            guard case .validationFailed = rejection(host) else {
                Issue.record("accepted with \(returned.count) felts")
                continue
            }
        }
        var host = Self.host()
        host.code[ProtocolSelectors.validate] = ScriptedHost.Code(returned: [ProtocolFelts.validated], failed: true)
        guard case .validationFailed = rejection(host) else {
            Issue.record("a failed validation was accepted")
            return
        }
    }

    @Test func `an aborted execution is reverted, a host that cannot go on is not`() throws {
        var host = Self.host()
        host.code[ProtocolSelectors.execute] = ScriptedHost.Code(stop: .abort(.recursionDepth))
        let outcome = try host.execute(.invoke(Self.transaction()), Self.terms())
        #expect(outcome.status.isReverted && outcome.abort == .recursionDepth)
        // What the machine itself ended is in no block.
        host = Self.host()
        host.code[ProtocolSelectors.execute] = ScriptedHost.Code(stop: .abort(.machine(reason: [65])))
        guard case .executionNotProvable = rejection(host) else {
            Issue.record("an end of the machine was accepted")
            return
        }
        host = Self.host()
        host.code[ProtocolSelectors.execute] = ScriptedHost.Code(stop: .host(ScriptedHost.Unreadable()))
        #expect(throws: TransactionStop<ScriptedHost.Unreadable>.host(.init())) {
            try host.execute(.invoke(Self.transaction()), Self.terms())
        }
    }

    @Test func `a fee is paid by the token's own word`() throws {
        var host = Self.host()
        let outcome = try host.execute(.invoke(Self.transaction()), Self.terms(fees: true))
        #expect(outcome.fee > 0 && outcome.roots.map(\.kind) == [.validate, .execute, .fee])
        let answers: [(Bool, [Felt252])] = [(true, [.one]), (false, []), (false, [.zero])]
        for (failed, returned) in answers {
            host = Self.host()
            host.code[ProtocolSelectors.transfer] = ScriptedHost.Code(returned: returned, failed: failed)
            #expect(rejection(host, fees: true) == .feeNotPaid)
        }
        host = Self.host()
        host.code[ProtocolSelectors.transfer] = ScriptedHost.Code(stop: .host(ScriptedHost.Unreadable()))
        #expect(throws: TransactionStop<ScriptedHost.Unreadable>.host(.init())) {
            try host.execute(.invoke(Self.transaction()), Self.terms(fees: true))
        }
    }
}
