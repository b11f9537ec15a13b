import CasmModel
import ClassCompiling
import Observability
import SierraToCasm
public import StarknetModel
import Synchronization
public import TransactionExecution

/// Compiles classes that transactions declare. Each of the last ones is compiled once, whatever comes of it: a node that took a
/// declaration into its pool has its class ready when a block with it comes. Thread safe.
public final class ClassCompiler: Sendable {
    /// What came of a class. The hash that it came under is only claimed, so the class is kept with it.
    private struct Outcome {
        let sierra: SierraClass
        let result: Result<DeclaredClass, ClassRefusal>
    }

    /// What the classes whose result is kept take together, in bytes.
    public static let keptBytesMax = 48 << 20
    /// Words of code that a class may have (EXEC §1.3).
    public static let bytecodeMax = 81_920

    private let outcomes = Mutex(ByteBoundedTable<ClassHash, Outcome>())
    /// One at a time: a class under compilation takes many times its size.
    private let turn = Mutex<Void>(())

    /// Nothing is compiled yet.
    public init() {}

    /// The class under the hash that it is declared with, compiled.
    public func compiled(_ sierra: SierraClass, declaredAs hash: ClassHash) throws(ClassRefusal) -> DeclaredClass {
        if let known = known(sierra, hash) { return try known.get() }
        let made = turn.withLock { _ -> Result<DeclaredClass, ClassRefusal> in
            // Another thread may have compiled it meanwhile.
            if let known = known(sierra, hash) { return known }
            let made = Self.compile(sierra, hash)
            keep(made, sierra, hash)
            return made
        }
        return try made.get()
    }

    private func known(_ sierra: SierraClass, _ hash: ClassHash) -> Result<DeclaredClass, ClassRefusal>? {
        outcomes.withLock { $0[hash] }.flatMap { $0.sierra == sierra ? $0.result : nil }
    }

    private static func compile(_ sierra: SierraClass, _ hash: ClassHash) -> Result<DeclaredClass, ClassRefusal> {
        guard sierra.hash == hash else { return .failure(.otherHash) }
        guard sierra.countsSierraGas else { return .failure(.versionTooOld) }
        do {
            let casm = try SierraContract(sierra).compile(bytecodeMax: bytecodeMax)
            return .success(DeclaredClass(sierra, ContractClass(casm)))
        } catch {
            return .failure(.notCompiled(ErrorSentence.text(of: error)))
        }
    }

    private func keep(_ made: Result<DeclaredClass, ClassRefusal>, _ sierra: SierraClass, _ hash: ClassHash) {
        let codeBytes: Int
        switch made {
        case .success(let declared): codeBytes = declared.code.heldBytes
        // Under a hash that is not its own it would stand in another class's way.
        case .failure(.otherHash): return
        case .failure: codeBytes = 0
        }
        let outcome = Outcome(sierra: sierra, result: made)
        outcomes.withLock {
            $0.add(outcome, as: hash, bytes: sierra.heldBytes + codeBytes, bytesMax: Self.keptBytesMax)
        }
    }
}

/// Why a class cannot be declared.
public enum ClassRefusal: Error, Equatable, Sendable {
    /// Its hash is not the one it is declared with.
    case otherHash
    /// Its Sierra version is before 1.7.
    case versionTooOld
    /// It has no CASM; why.
    case notCompiled(String)
}
