import BlockPrograms
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// The rules of entering a frame, and of the system calls that enter others.
struct CallRuleTests {
    private typealias Stop = RuleStop<ScriptedHost.Unreadable>

    private func serve(
        _ kind: SystemCall, _ arguments: [SystemCallArgument], _ host: inout ScriptedHost, isValidation: Bool = false
    ) throws(Stop) -> SystemCallAnswer {
        try host.serve(
            kind, gas: 100_000_000, arguments, for: ScriptedHost.entry(isValidation: isValidation))
    }

    private func abort(
        _ kind: SystemCall, _ arguments: [SystemCallArgument], isValidation: Bool = false,
        _ host: ScriptedHost = .simple()
    ) -> ExecutionAbort? {
        var copy = host
        return copy.abort { (host) throws(Stop) in try serve(kind, arguments, &host, isValidation: isValidation) }
    }

    @Test func `calls inside each other end at the protocol's depth`() {
        var host = ScriptedHost.simple()
        let last = ScriptedHost.entry(depth: ProtocolConstants.depthMax - 1)
        #expect(host.abort { (host) throws(Stop) in try host.call(last) } == nil)
        let deeper = ScriptedHost.entry(depth: ProtocolConstants.depthMax)
        #expect(host.abort { (host) throws(Stop) in try host.call(deeper) } == .recursionDepth)
    }

    @Test func `an undeclared class aborts, a missing entry point and too little gas fail`() throws {
        var host = ScriptedHost.simple()
        var call = ScriptedHost.entry(gas: ProtocolConstants.entryPointBudget)
        #expect(try host.call(call).failed == false)
        call.gas -= 1
        let poor = try host.call(call)
        #expect(poor.failed && poor.returned == [ProtocolFelts.outOfGas] && poor.gasLeft == call.gas)
        call.selector = call.selector + .one
        #expect(try host.call(call).returned == [ProtocolFelts.entryPointNotFound])
        call.classHash = ClassHash(.one)
        #expect(host.abort { (host) throws(Stop) in try host.call(call) } == .undeclaredClass(ClassHash(.one)))
    }

    @Test func `a class without constructor takes no arguments`() throws {
        var host = ScriptedHost.simple()
        var call = ScriptedHost.entry()
        call.type = .constructor
        #expect(try host.call(call).frame == nil)
        call.calldata = [.one]
        #expect(host.abort { (host) throws(Stop) in try host.call(call) } == .constructorMissing)
    }

    @Test func `a failed frame takes everything back that it did`() throws {
        var host = ScriptedHost.simple()
        let cell = StorageCell(address: ScriptedHost.contract, key: try #require(StorageKey(.one)))
        host.code[ScriptedHost.selector] = ScriptedHost.Code(
            systemCalls: [
                (.storageWrite, [.felt(.zero), .felt(.one), .felt(.one)]), (.emitEvent, [.array([.one]), .array([])]),
            ], failed: true)
        _ = try host.call(ScriptedHost.entry())
        #expect(try host.state.storage(at: cell).isZero)
        #expect(host.effects.events.isEmpty)
    }

    @Test func `a call in validation stays in the contract`() {
        let away: [SystemCallArgument] = [.felt(ScriptedHost.other.felt), .felt(ScriptedHost.selector), .array([])]
        let home: [SystemCallArgument] = [.felt(ScriptedHost.contract.felt), .felt(ScriptedHost.selector), .array([])]
        #expect(abort(.callContract, away) == nil)
        #expect(abort(.callContract, home, isValidation: true) == nil)
        #expect(abort(.callContract, away, isValidation: true) == .notInValidation(.callContract))
        #expect(abort(.getClassHashAt, [.felt(.one)], isValidation: true) == .notInValidation(.getClassHashAt))
        let deploy: [SystemCallArgument] = [
            .felt(ScriptedHost.classHash.felt), .felt(.one), .array([]), .felt(.zero),
        ]
        #expect(abort(.deploy, deploy) == nil)
        #expect(abort(.deploy, deploy, isValidation: true) == .notInValidation(.deploy))
    }

    /// The class is looked at before the call that the constructor is; without constructor there is no call.
    @Test func `a deployment of an undeclared class at the last depth`() {
        var host = ScriptedHost.simple()
        host.declare(ClassHash(Felt252(8)), [], constructor: true)
        let last = ScriptedHost.entry(gas: 100_000_000, depth: ProtocolConstants.depthMax - 1)
        for (hash, expected) in [
            (Felt252.one, ExecutionAbort.undeclaredClass(ClassHash(.one))), (Felt252(8), .recursionDepth),
            (ScriptedHost.classHash.felt, nil),
        ] {
            let arguments: [SystemCallArgument] = [.felt(hash), .felt(.one), .array([]), .felt(.zero)]
            let abort = host.abort { (host) throws(Stop) in
                try host.serve(.deploy, gas: 100_000_000, arguments, for: last)
            }
            #expect(abort == expected)
        }
    }

    @Test func `an address without contract aborts`() {
        let nobody = ContractAddress(Felt252(0x300)) ?? .zero
        let arguments: [SystemCallArgument] = [.felt(nobody.felt), .felt(ScriptedHost.selector), .array([])]
        #expect(abort(.callContract, arguments) == .noContract(nobody))
    }

    @Test func `deployments: an odd flag, a class nobody declared, an address in use, a failing constructor`() throws {
        func arguments(_ hash: Felt252, flag: Felt252 = .zero) -> [SystemCallArgument] {
            [.felt(hash), .felt(.one), .array([]), .felt(flag)]
        }
        let known = ScriptedHost.classHash.felt
        #expect(abort(.deploy, arguments(known, flag: .one)) == nil)
        #expect(abort(.deploy, arguments(known, flag: Felt252(2))) == .malformedSystemCall(.deploy))
        #expect(abort(.deploy, arguments(.one)) == .undeclaredClass(ClassHash(.one)))
        var host = ScriptedHost.simple()
        let answer = try serve(.deploy, arguments(known), &host)
        guard case .felt(let felt)? = answer.items.first, let address = ContractAddress(felt) else {
            Issue.record("no address")
            return
        }
        #expect(try host.state.classHash(at: address) == ScriptedHost.classHash)
        #expect(abort(.deploy, arguments(known), host) == .addressInUse(address))
        host = .simple()
        host.declare(ScriptedHost.classHash, [], constructor: true)
        host.code[ProtocolSelectors.constructor] = ScriptedHost.Code(returned: [Felt252(5)], failed: true)
        guard case .constructorFailed(let failed) = abort(.deploy, arguments(known), host) else {
            Issue.record("the failure was caught")
            return
        }
        #expect(failed.returned == [Felt252(5)])
        let price = SystemCall.deploy.requiredGas(arrayCount: 0) + ProtocolConstants.entryPointBudget
        #expect(failed.gasLeft == 100_000_000 - price)
    }
}
