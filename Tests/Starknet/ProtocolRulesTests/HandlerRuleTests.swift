import BlockPrograms
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// The rules of messages of L1.
struct HandlerRuleTests {
    private static func host(_ code: ScriptedHost.Code = ScriptedHost.Code()) -> ScriptedHost {
        var host = ScriptedHost.simple()
        host.classes[ScriptedHost.classHash] = EntryPoints(
            external: [], l1Handler: [CasmEntryPoint(selector: ScriptedHost.selector, offset: 0, builtins: [])],
            constructor: [])
        host.code[ScriptedHost.selector] = code
        return host
    }

    private static func terms(handlesMessages: Bool = true) -> ExecutionTerms {
        var terms = InvokeRuleTests.terms(fees: true)
        terms.chain.handlesMessages = handlesMessages
        return terms
    }

    private static var message: L1HandlerTransaction {
        L1HandlerTransaction(
            contractAddress: ScriptedHost.contract, entryPointSelector: ScriptedHost.selector, calldata: [1], nonce: 0)
    }

    private func rejection(
        _ host: ScriptedHost = Self.host(), _ message: L1HandlerTransaction = Self.message,
        _ terms: ExecutionTerms = Self.terms()
    ) -> TransactionRejection? {
        var host = host
        do throws(TransactionStop<ScriptedHost.Unreadable>) {
            _ = try host.execute(.l1Handler(message), terms)
            return nil
        } catch {
            if case .rejected(let rejection) = error { return rejection }
            return nil
        }
    }

    @Test func `a message is handled without fee, nonce or account`() throws {
        var host = Self.host(ScriptedHost.Code(returned: [.one]))
        let outcome = try host.execute(.l1Handler(Self.message), Self.terms())
        #expect(outcome.roots.map(\.kind) == [.l1Handler] && outcome.returned == [.one])
        #expect(outcome.fee == 0 && outcome.gas.l1Gas > 0)
        #expect(try host.state.nonce(of: ScriptedHost.contract) == .zero)
    }

    @Test func `only a chain that says so handles messages, and of senders on L1`() {
        #expect(rejection() == nil)
        #expect(
            rejection(Self.host(), Self.message, Self.terms(handlesMessages: false)) == .kindNotSupported(.l1Handler))
        var message = Self.message
        message.calldata = []
        #expect(rejection(Self.host(), message) == .fieldNotSupported(.calldata))
        message.calldata = [-.one]
        #expect(rejection(Self.host(), message) == .fieldNotSupported(.calldata))
        message.calldata = [Felt252](repeating: .one, count: ProtocolConstants.calldataMax + 1)
        #expect(rejection(Self.host(), message) == .tooLong(.calldata))
    }

    @Test func `a message that fails is consumed, and undone`() throws {
        for code in [
            ScriptedHost.Code(returned: [.one], failed: true), ScriptedHost.Code(stop: .abort(.recursionDepth)),
        ] {
            var host = Self.host(code)
            let outcome = try host.execute(.l1Handler(Self.message), Self.terms())
            #expect(outcome.status.isReverted && outcome.executeGas == 0 && outcome.fee == 0)
        }
        var message = Self.message
        message.contractAddress = try #require(ContractAddress(Felt252(0x300)))
        var host = Self.host()
        #expect(try host.execute(.l1Handler(message), Self.terms()).status.isReverted)
        message = Self.message
        message.entryPointSelector = 12
        #expect(try host.execute(.l1Handler(message), Self.terms()).status.isReverted)
    }

    @Test func `what the machine ends is in no block, and a host that cannot go on stops it`() {
        guard case .executionNotProvable = rejection(Self.host(ScriptedHost.Code(stop: .abort(.machine(reason: [])))))
        else {
            Issue.record("a machine's failure was put into a block")
            return
        }
        var host = Self.host(ScriptedHost.Code(stop: .host(.init())))
        do {
            _ = try host.execute(.l1Handler(Self.message), Self.terms())
            Issue.record("a message was handled without what it needed to read")
        } catch {
            guard case .host(ScriptedHost.Unreadable()) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }
}
