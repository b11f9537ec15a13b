public import CasmModel
import FiniteFields
public import StarknetModel

/// What the rules ask of the class that a transaction declares. Computed from the class itself, never taken from the
/// transaction.
public struct ClassDeclaration: Sendable, Equatable {
    public let classHash: ClassHash
    /// The Blake2s hash of what it compiles to.
    public let compiledClassHash: CompiledClassHash
    /// Whether calls of it are paid by its own gas counter.
    public let countsSierraGas: Bool
    /// Bytes of Sierra, CASM and ABI, as the archival of classes counts them (EXEC §3.12).
    public let archivedBytes: UInt64

    init(
        classHash: ClassHash, compiledClassHash: CompiledClassHash, countsSierraGas: Bool, archivedBytes: UInt64
    ) {
        self.classHash = classHash
        self.compiledClassHash = compiledClassHash
        self.countsSierraGas = countsSierraGas
        self.archivedBytes = archivedBytes
    }

    /// Hashes a class and what it compiles to.
    public init(_ sierra: SierraClass, _ casm: CasmClass) {
        classHash = sierra.hash
        compiledClassHash = CompiledClassHash(casm.compiledClassHash(.blake2s))
        countsSierraGas = sierra.countsSierraGas
        archivedBytes = 32 * UInt64(casm.bytecode.count + sierra.program.count) + UInt64(sierra.abi.count)
    }
}
