import BlockPrograms
import FiniteFields
@testable import ProtocolRules
import StarknetModel
import Testing

/// The rules of accounts that deploy themselves and of declarations.
struct DeploymentRuleTests {
    private static let compiled = CompiledClassHash(Felt252(0x77))
    private static let newClass = ClassHash(Felt252(0x70))

    /// A host whose one class has all entry points that an account needs.
    private static func host() -> ScriptedHost {
        var host = InvokeRuleTests.host()
        host.declare(
            ScriptedHost.classHash,
            [
                ProtocolSelectors.execute, ProtocolSelectors.validate, ProtocolSelectors.transfer,
                ProtocolSelectors.validateDeclare, ProtocolSelectors.validateDeploy,
            ].sorted { $0.bigEndianBytes.lexicographicallyPrecedes($1.bigEndianBytes) }, constructor: true)
        host.code[ProtocolSelectors.validateDeclare] = ScriptedHost.Code(returned: [ProtocolFelts.validated])
        host.code[ProtocolSelectors.validateDeploy] = ScriptedHost.Code(returned: [ProtocolFelts.validated])
        host.declaration = body()
        return host
    }

    private static func body(
        classHash: ClassHash = newClass, compiled: CompiledClassHash = compiled, countsSierraGas: Bool = true
    ) -> ClassDeclaration {
        ClassDeclaration(
            classHash: classHash, compiledClassHash: compiled, countsSierraGas: countsSierraGas, archivedBytes: 10)
    }

    private func rejection(
        _ transaction: Transaction, _ host: ScriptedHost = Self.host(), fees: Bool = false
    ) -> TransactionRejection? {
        var host = host
        do throws(TransactionStop<ScriptedHost.Unreadable>) {
            _ = try host.execute(transaction, InvokeRuleTests.terms(fees: fees))
            return nil
        } catch {
            if case .rejected(let rejection) = error { return rejection }
            return nil
        }
    }

    private static var deployment: DeployAccountTransaction {
        DeployAccountTransaction(
            classHash: ScriptedHost.classHash, contractAddressSalt: 1, constructorCalldata: [2],
            account: InvokeRuleTests.transaction().account)
    }

    private static var declaring: DeclareTransaction {
        DeclareTransaction(
            sender: ScriptedHost.contract, classHash: newClass, compiledClassHash: compiled,
            account: InvokeRuleTests.transaction().account)
    }

    @Test func `an account is there after its constructor, with a nonce`() throws {
        var host = Self.host()
        let outcome = try host.execute(.deployAccount(Self.deployment), InvokeRuleTests.terms())
        #expect(outcome.roots.map(\.kind) == [.constructor, .validate])
        #expect(try host.state.classHash(at: Self.deployment.sender) == ScriptedHost.classHash)
        #expect(try host.state.nonce(of: Self.deployment.sender) == .one)
    }

    @Test func `an account cannot be deployed twice, of no class, or against its own word`() {
        var host = Self.host()
        try? host.state.setClassHash(ScriptedHost.classHash, at: Self.deployment.sender)
        #expect(rejection(.deployAccount(Self.deployment), host) == .addressInUse(Self.deployment.sender))
        var other = Self.deployment
        other.classHash = ClassHash(Felt252(0x99))
        #expect(rejection(.deployAccount(other)) == .classNotDeclared(other.classHash))
        other = Self.deployment
        other.account.nonce = .one
        #expect(rejection(.deployAccount(other)) == .invalidNonce(expected: .zero, found: .one))
        for code in [
            ScriptedHost.Code(returned: [.one], failed: true), ScriptedHost.Code(stop: .abort(.messageLimit)),
        ] {
            host = Self.host()
            host.code[ProtocolSelectors.constructor] = code
            guard case .constructorFailed = rejection(.deployAccount(Self.deployment), host) else {
                Issue.record("a failed constructor was accepted")
                return
            }
        }
        host = Self.host()
        host.code[ProtocolSelectors.validateDeploy] = ScriptedHost.Code(returned: [])
        guard case .validationFailed = rejection(.deployAccount(Self.deployment), host) else {
            Issue.record("an account was deployed that did not agree")
            return
        }
        // What runs before anybody pays has the gas of a validation, and the sender's.
        other = Self.deployment
        other.account.resourceBounds.l2Gas.maxAmount = ProtocolConstants.entryPointBudget - 1
        guard case .constructorFailed = rejection(.deployAccount(other)) else {
            Issue.record("a constructor ran without gas")
            return
        }
    }

    @Test func `a class is declared once, and with what it compiles to`() throws {
        var host = Self.host()
        let outcome = try host.execute(.declare(Self.declaring), InvokeRuleTests.terms())
        #expect(outcome.roots.map(\.kind) == [.validate])
        #expect(host.state.diff.declaredClasses.map(\.classHash) == [Self.newClass])
        // Undone, it is not declared.
        host.state.revert(to: 0)
        #expect(host.state.declared.isEmpty && host.state.diff.declaredClasses.isEmpty)

        host = Self.host()
        host.declaration = nil
        #expect(rejection(.declare(Self.declaring), host) == .classBodyMissing(Self.newClass))
        host.declaration = Self.body(classHash: ClassHash(.one))
        #expect(rejection(.declare(Self.declaring), host) == .classBodyMissing(Self.newClass))
        host.declaration = Self.body(compiled: CompiledClassHash(.one))
        #expect(
            rejection(.declare(Self.declaring), host)
                == .compiledClassHashMismatch(expected: CompiledClassHash(.one)))
        host.declaration = Self.body(countsSierraGas: false)
        #expect(rejection(.declare(Self.declaring), host) == .sierraVersionTooOld)
        var known = Self.declaring
        known.classHash = ScriptedHost.classHash
        host.declaration = Self.body(classHash: ScriptedHost.classHash)
        #expect(rejection(.declare(known), host) == .classAlreadyDeclared(ScriptedHost.classHash))
        host = Self.host()
        host.code[ProtocolSelectors.validateDeclare] = ScriptedHost.Code(returned: [], failed: true)
        guard case .validationFailed = rejection(.declare(Self.declaring), host) else {
            Issue.record("a class was declared against the account's word")
            return
        }
    }

    @Test func `fields have limits and reserved places are empty`() {
        let many = { (count: Int) in [Felt252](repeating: .one, count: count) }
        var declaration = Self.declaring
        declaration.accountDeploymentData = [.one]
        #expect(rejection(.declare(declaration)) == .fieldNotSupported(.accountDeploymentData))
        declaration = Self.declaring
        declaration.account.paymasterData = [.one]
        #expect(rejection(.declare(declaration)) == .fieldNotSupported(.paymasterData))
        var deployment = Self.deployment
        deployment.account.signature = many(ProtocolConstants.signatureMax + 1)
        #expect(rejection(.deployAccount(deployment)) == .tooLong(.signature))
        deployment = Self.deployment
        deployment.constructorCalldata = many(ProtocolConstants.calldataMax)
        #expect(rejection(.deployAccount(deployment)) != .tooLong(.calldata))
        deployment.constructorCalldata = many(ProtocolConstants.calldataMax + 1)
        #expect(rejection(.deployAccount(deployment)) == .tooLong(.calldata))
    }

    @Test func `a declaration is looked at before it waits, and changes nothing`() throws {
        var host = Self.host()
        try host.checkDeclaration(.declare(Self.declaring))
        try host.checkDeclaration(.deployAccount(Self.deployment))
        #expect(host.state.declared.isEmpty)
        host.declaration = nil
        #expect(throws: TransactionStop<ScriptedHost.Unreadable>.self) {
            try host.checkDeclaration(.declare(Self.declaring))
        }
    }

    @Test func `a host that cannot tell whether a class is declared stops the declaration`() {
        var host = Self.host()
        host.unreadableClass = Self.newClass
        do {
            try host.checkDeclaration(.declare(Self.declaring))
            Issue.record("a class was declared that may have been there")
        } catch {
            guard case .host(ScriptedHost.Unreadable()) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `a declaration pays for its bytes`() throws {
        var host = Self.host(), larger = Self.host()
        larger.declaration = ClassDeclaration(
            classHash: Self.newClass, compiledClassHash: Self.compiled, countsSierraGas: true, archivedBytes: 13)
        let terms = InvokeRuleTests.terms()
        let gas = try host.execute(.declare(Self.declaring), terms).gas.l2Gas
        #expect(try larger.execute(.declare(Self.declaring), terms).gas.l2Gas == gas + 3 * 1280)
    }
}
