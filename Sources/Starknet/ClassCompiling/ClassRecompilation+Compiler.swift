public import BlockVerifying
import CasmModel
import SierraToCasm
public import StarknetModel

extension ClassRecompilation {
    /// Compiles the classes of a bundle by `SierraContract.compilerVersion`.
    public init(of bundle: BlockBundle, sierra: [SierraClass]) throws(BlockRejection) {
        try self.init(of: bundle, sierra: sierra) { sierra in
            do throws(CompilationError) { return try SierraContract(sierra).compile() } catch { return nil }
        }
    }
}
