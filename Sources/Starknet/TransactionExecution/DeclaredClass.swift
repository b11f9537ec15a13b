import CasmModel
public import ProtocolRules
public import StarknetModel

/// A class that a transaction declares, compiled and hashed. Make it once and keep it.
public final class DeclaredClass: Sendable {
    /// The class as it was sent.
    public let sierra: SierraClass
    /// What it compiles to.
    public let code: ContractClass
    /// What the protocol's rules ask of it.
    public let declaration: ClassDeclaration

    /// Hashes a class and what it compiles to.
    public init(_ sierra: SierraClass, _ code: ContractClass) {
        self.sierra = sierra
        self.code = code
        declaration = ClassDeclaration(sierra, code.casm)
    }
}
