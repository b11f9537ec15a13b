import BlockPrograms
public import CasmModel

/// Verifies one block from its bundle: data, ancestors, rules, certificate, previous state, classes, state root, program,
/// replay, binding, proof.
///
/// Returning means that every check of `BlockCheck` that applies to the block passed under the pinned configuration. The
/// verdict says what is still trusted: frames without AIR components. No Cairo runs here, and no input
/// makes it trap.
///
/// ```swift
/// let verdict = try BlockVerifier<CommitteeSignatures>(configuration: configuration).verify(bundle)
/// ```
public struct BlockVerifier<Signatures: SignatureChecking> {
    /// What is pinned of the chain.
    public let configuration: VerifierConfiguration
    /// Builtins that have an AIR component here: frames that use another one are replayed but not proven.
    public let provable: [Builtin]

    public init(configuration: VerifierConfiguration, provable: [Builtin] = ProvableBuiltins.all) {
        self.configuration = configuration
        self.provable = provable
    }

    /// Runs all checks in the order of `BlockCheck`; `report` is told of each one that passed.
    public func verify(_ bundle: BlockBundle, report: (BlockCheck) -> Void = { _ in }) throws(BlockRejection)
        -> BlockVerdict
    {
        var verification = try BlockVerification<Signatures>(bundle, by: self)
        for check in BlockCheck.allCases where verification.applies(check) {
            try verification.run(check)
            report(check)
        }
        return try verification.verdict()
    }
}
