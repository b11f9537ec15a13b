import BlockPrograms
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// The rule of `MetaTxV0`: who executes, as whose call, and what is seen inside.
struct MetaTransactionRuleTests {
    private typealias Stop = RuleStop<ScriptedHost.Unreadable>
    private let gas: UInt64 = 10_000_000
    private let calldata: [Felt252] = [21, 22, 23], signature: [Felt252] = [31, 32]

    private var execute: Felt252 { ProtocolSelectors.execute }

    private func arguments(_ address: ContractAddress, _ selector: Felt252) -> [SystemCallArgument] {
        [.felt(address.felt), .felt(selector), .array(calldata), .array(signature)]
    }

    /// The second contract is an account.
    private func host() -> ScriptedHost {
        var host = ScriptedHost.simple()
        host.declare(ScriptedHost.classHash, [ScriptedHost.selector, execute])
        host.code[execute] = ScriptedHost.Code(returned: [77])
        return host
    }

    @Test func `the account is called by nobody, and sees an invocation of version 0`() throws {
        var host = host()
        let answer = try host.serve(
            .metaTxV0, gas: gas, arguments(ScriptedHost.other, execute), for: ScriptedHost.entry())
        #expect(!answer.failed && answer.items == [.array([77])])
        // 168,550 with the base, and 4,850 for each felt of the calldata; the frame keeps what an entry costs.
        #expect(answer.gasLeft == gas - (168_550 - 10_000) - 3 * 4_850 - ProtocolConstants.entryPointBudget)
        let call = try #require(host.calls.last)
        #expect(call.address == ScriptedHost.other && call.caller == .zero && call.calldata == calldata)
        #expect(call.selector == execute && call.depth == 1 && !call.isValidation && !call.isLibraryCall)
        let invocation = LegacyInvocation(
            contractAddress: ScriptedHost.other.felt, entryPointSelector: execute, calldata: calldata)
        let chain = Felt252(ascii: "SN_TEST")
        #expect(
            call.meta
                == TransactionInfo(
                    version: .zero, account: ScriptedHost.other.felt, signature: signature,
                    hash: invocation.hash(chainID: chain), chainID: chain, nonce: .zero, resourceBounds: [],
                    tip: .zero))
        #expect(host.info(seenBy: call) == call.meta)
        #expect(host.info(seenBy: ScriptedHost.entry()) == host.info)
    }

    @Test func `a query stays one`() throws {
        var host = host()
        host.info?.version = Felt252(reducing: 3, 0, 1, 0)
        _ = try host.serve(.metaTxV0, gas: gas, arguments(ScriptedHost.other, execute), for: ScriptedHost.entry())
        let meta = try #require(host.calls.last?.meta)
        #expect(meta.version == LegacyInvocation.queryVersion)
        let invocation = LegacyInvocation(
            contractAddress: ScriptedHost.other.felt, entryPointSelector: execute, calldata: calldata)
        #expect(meta.hash == invocation.hash(chainID: meta.chainID, isQuery: true))
    }

    /// Calls, library calls and constructors inside it; not the frame around it, nor what that calls afterwards.
    @Test func `everything inside sees it, and nothing outside`() throws {
        var host = host()
        let constructed = ClassHash(Felt252(8)), inner: Felt252 = 12, library: Felt252 = 13
        host.declare(ScriptedHost.classHash, [ScriptedHost.selector, inner, library, execute])
        host.declare(constructed, [], constructor: true)
        let call: [SystemCallArgument] = [.felt(ScriptedHost.contract.felt), .felt(inner), .array([])]
        host.code[execute] = ScriptedHost.Code(systemCalls: [
            (.callContract, call),
            (.libraryCall, [.felt(ScriptedHost.classHash.felt), .felt(library), .array([])]),
            (.deploy, [.felt(constructed.felt), .felt(1), .array([]), .felt(.zero)]),
        ])
        host.code[ScriptedHost.selector] = ScriptedHost.Code(systemCalls: [
            (.metaTxV0, arguments(ScriptedHost.other, execute)), (.callContract, call),
        ])
        _ = try host.call(ScriptedHost.entry(gas: 100_000_000))
        let account = try #require(host.calls.first { $0.selector == execute }?.meta)
        #expect(
            host.calls.map(\.selector)
                == [ScriptedHost.selector, execute, inner, library, ProtocolSelectors.constructor, inner])
        #expect(host.calls.map(\.meta) == [nil, account, account, account, account, nil])
    }

    @Test func `a meta transaction inside another is seen alone`() throws {
        var host = host()
        host.code[ScriptedHost.selector] = ScriptedHost.Code(systemCalls: [
            (.metaTxV0, arguments(ScriptedHost.other, execute))
        ])
        var call = ScriptedHost.entry(gas: 100_000_000)
        call.meta = host.info?.metaTransaction(to: 9, selector: execute, calldata: [], signature: [8])
        _ = try host.call(call)
        #expect(host.calls.last?.meta?.account == ScriptedHost.other.felt)
        #expect(host.calls.last?.meta?.signature == signature)
    }

    @Test func `another entry point is refused, and validation may not do it`() throws {
        var host = host()
        let answer = try host.serve(
            .metaTxV0, gas: gas, arguments(ScriptedHost.other, ScriptedHost.selector), for: ScriptedHost.entry())
        #expect(answer.failed && answer.items == [.array([ProtocolFelts.invalidArgument])])
        #expect(answer.gasLeft == gas - 158_550 - 3 * 4_850 && host.calls.isEmpty)
        let refused = host.abort { (host) throws(Stop) in
            try host.serve(
                .metaTxV0, gas: gas, arguments(ScriptedHost.other, ScriptedHost.selector),
                for: ScriptedHost.entry(isValidation: true))
        }
        #expect(refused == .notInValidation(.metaTxV0))
    }

    @Test func `a panic of the account is caught and taken back; an address without contract aborts`() throws {
        var host = host()
        host.code[execute] = ScriptedHost.Code(
            systemCalls: [(.storageWrite, [.felt(.zero), .felt(5), .felt(6)])], returned: [1, 2], failed: true)
        let answer = try host.serve(
            .metaTxV0, gas: gas, arguments(ScriptedHost.other, execute), for: ScriptedHost.entry())
        #expect(answer.failed && answer.items == [.array([1, 2, ProtocolFelts.entryPointFailed])])
        let key = try #require(StorageKey(5))
        #expect(try host.state.storage(at: StorageCell(address: ScriptedHost.other, key: key)) == .zero)
        let nowhere = try #require(ContractAddress(Felt252(0x999)))
        let abort = host.abort { (host) throws(Stop) in
            try host.serve(.metaTxV0, gas: gas, arguments(nowhere, execute), for: ScriptedHost.entry())
        }
        #expect(abort == .noContract(nowhere))
    }

    @Test func `too little gas is told before anything else`() throws {
        var host = host()
        let required = SystemCall.metaTxV0.requiredGas(arrayCount: 3)
        #expect(required == 158_550 + 3 * 4_850)
        let answer = try host.serve(
            .metaTxV0, gas: required - 1, arguments(ScriptedHost.other, execute), for: ScriptedHost.entry())
        #expect(answer.failed && answer.items == [.array([ProtocolFelts.outOfGas])] && host.calls.isEmpty)
    }
}
