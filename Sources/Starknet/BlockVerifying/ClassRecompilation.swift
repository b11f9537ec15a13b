public import CasmModel
import FiniteFields
public import StarknetModel

/// That every class of a bundle is the compilation of its Sierra: each was compiled again. The verifier itself has no compiler, and
/// is small without one; who asks for this hands it in.
public struct ClassRecompilation: Sendable, Equatable {
    /// The classes that were compiled: all of the bundle's.
    public let count: Int

    /// What was found, in words.
    public var statement: String { "classes recompiled from Sierra: " + String(count) + " of " + String(count) }

    /// Compiles the classes of a bundle that was verified, so that their code is what the state commits to. `sierra` are the
    /// classes that the block used, in any order, on nobody's word: each is found by the hash that is computed from it. Those that
    /// the block declares are in the bundle. `compile` gives nil for a class that must be refused.
    public init(
        of bundle: BlockBundle, sierra: [SierraClass], compile: (SierraClass) -> CasmClass?
    ) throws(BlockRejection) {
        var found: [Felt252: SierraClass] = [:]
        for sierra in sierra + bundle.declarations.map({ $0.sierra }) { found[sierra.hash.felt] = sierra }
        for used in bundle.classes + bundle.declarations.map({ $0.compiled }) {
            guard let sierra = found[used.classHash] else { throw .recompilation(used.classHash, .noSierra) }
            guard let made = compile(sierra) else { throw .recompilation(used.classHash, .notCompiled) }
            guard made.bytecode == used.casm.bytecode, made.segmentLengths == used.casm.segmentLengths,
                made.entryPoints == used.casm.entryPoints
            else { throw .recompilation(used.classHash, .otherCode) }
        }
        count = bundle.classes.count + bundle.declarations.count
    }
}
