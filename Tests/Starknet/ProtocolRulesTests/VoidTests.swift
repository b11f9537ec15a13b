import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel
import Testing

@testable import ProtocolRules

/// What an abort leaves of an execution: the first one counts, and everything after it is void.
struct VoidTests {
    private typealias Code = ScriptedHost.Code
    private static let nobody = ContractAddress(Felt252(0x300)) ?? .zero
    private static let missing: (SystemCall, [SystemCallArgument]) = (
        .callContract, [.felt(nobody.felt), .felt(.one), .array([])]
    )
    private static let event: (SystemCall, [SystemCallArgument]) = (.emitEvent, [.array([.one]), .array([])])
    private static let write: (SystemCall, [SystemCallArgument]) = (
        .storageWrite, [.felt(.zero), .felt(Felt252(9)), .felt(.one)]
    )
    private static let inner = Felt252(12)
    private static let call: (SystemCall, [SystemCallArgument]) = (
        .callContract, [.felt(ScriptedHost.contract.felt), .felt(inner), .array([])]
    )

    /// Executes a transaction whose `__execute__` does this, and whose inner function does that.
    private func execute(
        _ code: [(SystemCall, [SystemCallArgument])], inner: Code = Code(), returned: [Felt252] = [],
        failed: Bool = false, fees: Bool = false, _ change: (inout ScriptedHost) -> Void = { _ in }
    ) throws -> (host: ScriptedHost, outcome: TransactionOutcome) {
        var host = InvokeRuleTests.host()
        host.declare(
            ScriptedHost.classHash,
            [ProtocolSelectors.execute, ProtocolSelectors.validate, ProtocolSelectors.transfer, Self.inner].sorted {
                $0.bigEndianBytes.lexicographicallyPrecedes($1.bigEndianBytes)
            })
        host.code[ProtocolSelectors.execute] = Code(systemCalls: code, returned: returned, failed: failed)
        host.code[Self.inner] = inner
        change(&host)
        let outcome = try host.execute(.invoke(InvokeRuleTests.transaction()), InvokeRuleTests.terms(fees: fees))
        return (host, outcome)
    }

    private func isVoid(_ answer: SystemCallAnswer) -> Bool {
        answer.gasLeft == 0 && answer.failed && answer.items == [.array([ProtocolFelts.aborted])]
    }

    @Test func `the aborting system call and all after it are answered by the void, those before are not`() throws {
        let (host, outcome) = try execute([Self.write, Self.event, Self.missing, Self.write, Self.event, Self.call])
        #expect(outcome.abort == .noContract(Self.nobody))
        #expect(host.answers.map { isVoid($0.answer) } == [false, false, true, true, true, true])
        // A call in the void enters no frame.
        #expect(host.answers.allSatisfy { $0.answer.callee == nil })
        #expect(outcome.roots.map(\.kind) == [.validate, .execute])
        #expect(host.effects.events.isEmpty)
        var state = host.state
        let key = try #require(StorageKey(Felt252(9)))
        #expect(try state.storage(at: StorageCell(address: ScriptedHost.contract, key: key)).isZero)
    }

    @Test func `callers of an aborted frame are told of the void only, and have it as their callee`() throws {
        let (host, outcome) = try execute([Self.call, Self.event], inner: Code(systemCalls: [Self.missing]))
        #expect(host.answers.map { isVoid($0.answer) } == [true, true, true])
        #expect(host.answers.map(\.answer.callee) == [nil, 3, nil])
        #expect(host.answers.map(\.frame) == [3, 2, 2])
        guard case .reverted(let reason) = outcome.status else {
            Issue.record("not reverted")
            return
        }
        // The calls under way at the abort, and the one that could not be made.
        #expect(String(decoding: reason, as: UTF8.self).split(separator: "\n").count == 5)
    }

    @Test func `nothing that frames do in the void changes what is charged or told`() throws {
        let plain = try execute([Self.event, Self.missing]).outcome
        let others = [
            try execute([Self.event, Self.missing, Self.write, Self.missing]).outcome,
            try execute([Self.event, Self.missing], returned: [.one, .one]).outcome,
            try execute([Self.event, Self.missing], returned: [.one], failed: true).outcome,
        ]
        for other in others {
            #expect(other.status == plain.status && other.gas == plain.gas && other.abort == plain.abort)
            #expect(other.returned.isEmpty)
        }
        #expect(plain.status.isReverted)
    }

    @Test func `what an abort costs: until its system call is paid for, or after a failed constructor`() throws {
        let gas = min(1 << 40, ProtocolConstants.executeGasMax)
        let budget = ProtocolConstants.entryPointBudget
        let called = try execute([Self.missing]).outcome
        // A frame of the scripted host gets no dearer by its system calls: each asks with the gas of the call.
        #expect(called.executeGas == SystemCall.callContract.requiredGas(arrayCount: 0))
        let deploy: (SystemCall, [SystemCallArgument]) = (
            .deploy, [.felt(Felt252(8)), .felt(.one), .array([]), .felt(.zero)]
        )
        let failing = try execute([deploy, Self.event]) { host in
            host.declare(ClassHash(Felt252(8)), [], constructor: true)
            host.code[ProtocolSelectors.constructor] = Code(returned: [Felt252(5)], failed: true)
        }
        #expect(failing.outcome.executeGas == SystemCall.deploy.requiredGas(arrayCount: 0) + budget)
        #expect(failing.host.answers.map { isVoid($0.answer) } == [true, true])
        // The constructor came to its end: its frame is the deployment's.
        #expect(failing.host.answers[0].answer.callee == 3)
        #expect(failing.outcome.executeGas < gas)
    }

    @Test func `the first abort counts, also where a constructor fails in the void`() throws {
        let deploy: (SystemCall, [SystemCallArgument]) = (
            .deploy, [.felt(Felt252(8)), .felt(.one), .array([]), .felt(.zero)]
        )
        let (host, outcome) = try execute([deploy]) { host in
            host.declare(ClassHash(Felt252(8)), [], constructor: true)
            host.code[ProtocolSelectors.constructor] = Code(
                systemCalls: [Self.missing], returned: [Felt252(5)], failed: true)
        }
        #expect(outcome.abort == .noContract(Self.nobody))
        #expect(host.answers.map(\.answer.callee) == [nil, 3])
    }

    @Test func `the void ends with the execution: the fee is paid as ever`() throws {
        let (host, outcome) = try execute([Self.missing], fees: true) { host in
            host.code[ProtocolSelectors.transfer] = Code(systemCalls: [Self.event], returned: [.one])
        }
        #expect(outcome.fee > 0 && outcome.roots.map(\.kind) == [.validate, .execute, .fee])
        #expect(host.answers.map { isVoid($0.answer) } == [true, false])
        #expect(host.effects.events.count == 1)
    }

    @Test func `what the machine ends inside of a call is no abort, and in no block`() {
        do {
            _ = try execute([Self.call], inner: Code(stop: .abort(.machine(reason: []))))
            Issue.record("what no proof can show was put into a block")
        } catch TransactionStop<ScriptedHost.Unreadable>.rejected(let rejection) {
            guard case .executionNotProvable = rejection else {
                Issue.record("\(rejection)")
                return
            }
        } catch { Issue.record("\(error)") }
    }

    @Test func `who aborts in validation, or where the fee is paid, is in no block`() {
        func rejection(_ selector: Felt252) -> TransactionRejection? {
            do {
                _ = try execute([], fees: true) { host in
                    host.code[selector] = Code(
                        systemCalls: [(.replaceClass, [.felt(Felt252(99))])], returned: [ProtocolFelts.validated])
                }
                return nil
            } catch TransactionStop<ScriptedHost.Unreadable>.rejected(let rejection) {
                return rejection
            } catch { return nil }
        }
        guard case .validationFailed = rejection(ProtocolSelectors.validate) else {
            Issue.record("an aborted validation was accepted")
            return
        }
        #expect(rejection(ProtocolSelectors.transfer) == .feeNotPaid)
    }
}
