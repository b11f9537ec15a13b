public import CairoMachine
public import CasmModel
public import FiniteFields
public import StarknetModel

/// The state could not be read: a damaged store, or nobody wants to know any more. Nothing that a contract does causes it.
public struct StateReadError: Error, Hashable, Sendable {
    /// What went wrong, for the log.
    public var reason: String

    /// An error for the given reason.
    public init(reason: String) { self.reason = reason }

    /// The execution was told to end before it was done.
    public static let stopped = StateReadError(reason: "the execution was stopped")
}

extension StateReadError: CustomStringConvertible {
    public var description: String { reason }
}

/// A class ready to be called: what it compiles to, and the machine's form of it. Make it once and keep it.
public final class ContractClass: Sendable {
    /// The compiled class.
    public let casm: CasmClass
    /// Its code, decoded.
    public let program: CairoProgram

    /// Prepares a compiled class.
    public init(_ casm: CasmClass) {
        self.casm = casm
        program = CairoProgram(class: casm)
    }

    /// About what it takes of memory, in bytes: each word as it came, as the machine has it and decoded, and its hints.
    public var heldBytes: Int { casm.bytecode.count * 96 + casm.hints.count * 192 }
}

/// The state that a block is executed on.
public protocol StateReader: Sendable {
    /// The value of a storage cell; 0 where nothing was written.
    func storage(at cell: StorageCell) throws(StateReadError) -> Felt252
    /// The nonce of a contract; 0 where there is none.
    func nonce(of address: ContractAddress) throws(StateReadError) -> Felt252
    /// The class of a contract; `ClassHash.none` where there is none.
    func classHash(at address: ContractAddress) throws(StateReadError) -> ClassHash
    /// What a class compiles to; nil when it is not declared.
    func compiledClassHash(of classHash: ClassHash) throws(StateReadError) -> CompiledClassHash?
    /// The code of a declared class; nil when it is not declared.
    func contractClass(_ classHash: ClassHash) throws(StateReadError) -> ContractClass?
}
