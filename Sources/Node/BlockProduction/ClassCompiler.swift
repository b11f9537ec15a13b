import CasmModel
import ClassCompiling
import SierraToCasm
public import StarknetModel
import Synchronization
public import TransactionExecution

/// Compiles classes that transactions declare. Each of the last ones is compiled once, whatever comes of it: a node that took a
/// declaration into its pool has its class ready when a block with it comes. Thread safe.
public final class ClassCompiler: Sendable {
    /// What came of a class.
    private enum Result {
        case compiled(DeclaredClass)
        case refused(SierraClass, ClassRefusal)
    }

    /// What the classes whose result is kept take together, in bytes.
    public static let keptBytesMax = 48 << 20
    /// Words of code that a class may have (EXEC §1.3).
    public static let bytecodeMax = 81_920

    private let results = Mutex(ByteBoundedTable<ClassHash, Result>())
    /// One at a time: a class under compilation takes many times its size.
    private let turn = Mutex<Void>(())

    /// Nothing is compiled yet.
    public init() {}

    /// The class under the hash that it is declared with, compiled.
    public func compiled(_ sierra: SierraClass, declaredAs hash: ClassHash) throws(ClassRefusal) -> DeclaredClass {
        if let known = known(sierra, hash) { return try known.get() }
        let made = turn.withLock { _ -> Swift.Result<DeclaredClass, ClassRefusal> in
            // Another thread may have compiled it meanwhile.
            if let known = known(sierra, hash) { return known }
            let made = Self.compile(sierra, hash)
            keep(made, sierra, hash)
            return made
        }
        return try made.get()
    }

    private func known(_ sierra: SierraClass, _ hash: ClassHash) -> Swift.Result<DeclaredClass, ClassRefusal>? {
        results.withLock { results in
            switch results[hash] {
            // The hash is only claimed: the same class must be meant.
            case .compiled(let made) where made.sierra == sierra: .success(made)
            case .refused(let known, let refusal) where known == sierra: .failure(refusal)
            default: nil
            }
        }
    }

    private static func compile(
        _ sierra: SierraClass, _ hash: ClassHash
    ) -> Swift.Result<DeclaredClass, ClassRefusal> {
        guard sierra.hash == hash else { return .failure(.otherHash) }
        guard sierra.countsSierraGas else { return .failure(.versionTooOld) }
        do {
            let casm = try SierraContract(sierra).compile(bytecodeMax: bytecodeMax)
            return .success(DeclaredClass(sierra, ContractClass(casm)))
        } catch {
            return .failure(.notCompiled("\(error)"))
        }
    }

    private func keep(_ made: Swift.Result<DeclaredClass, ClassRefusal>, _ sierra: SierraClass, _ hash: ClassHash) {
        let result: Result, bytes: Int
        switch made {
        case .success(let declared): (result, bytes) = (.compiled(declared), sierra.heldBytes + declared.code.heldBytes)
        // Under a hash that is not its own it would stand in another class's way.
        case .failure(.otherHash): return
        case .failure(let refusal): (result, bytes) = (.refused(sierra, refusal), sierra.heldBytes)
        }
        results.withLock { $0.add(result, as: hash, bytes: bytes, bytesMax: Self.keptBytesMax) }
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
