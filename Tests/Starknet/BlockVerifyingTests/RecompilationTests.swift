import BlockVerifying
import CasmModel
import ClassCompiling
import DemoChains
import FiniteFields
import StarknetModel
import Testing
import TransactionExecution

/// Classes are compiled again from Sierra that somebody handed over: the code that the state commits to must come out.
struct RecompilationTests {
    /// The classes that a block of the demo chain used, and the Sierra of all.
    private func material() throws -> (bundle: BlockBundle, sierra: [SierraClass]) {
        let classes = try DemoChain().classes
        let sierra = [classes.account, classes.token, classes.fibonacci, classes.factorial].map { $0.sierra }
        return (try ProvenBlock().bundle(), sierra)
    }

    /// The same code with one word more at its end, in a segment of its own.
    private func withOtherCode(_ used: BundledClass) throws -> BundledClass {
        guard case .node(let segments)? = used.casm.segmentLengths else { throw ProvenBlock.NoProof() }
        return try BundledClass(
            classHash: used.classHash,
            casm: CasmClass(
                compilerVersion: "", bytecode: used.casm.bytecode + [.one],
                segmentLengths: .node(segments + [.leaf(1)]),
                hints: [], entryPoints: used.casm.entryPoints))
    }

    @Test func `every class of a bundle is compiled again`() throws {
        let (bundle, sierra) = try material()
        let made = try ClassRecompilation(of: bundle, sierra: sierra)
        #expect(made.count == bundle.classes.count && made.count == 4)
        // Classes that the block did not use are nothing against it.
        #expect(
            try ClassRecompilation(of: bundle, sierra: [try DemoChain().classes.universalDeployer.sierra] + sierra)
                == made)
    }

    /// A state can commit to any code: that is what this check is for.
    @Test func `code that its Sierra does not compile to is refused`() throws {
        var (bundle, sierra) = try material()
        bundle.classes[1] = try withOtherCode(bundle.classes[1])
        #expect(throws: BlockRejection.recompilation(bundle.classes[1].classHash, .otherCode)) {
            try ClassRecompilation(of: bundle, sierra: sierra)
        }
    }

    @Test func `entry points elsewhere in the code are refused`() throws {
        var (bundle, sierra) = try material()
        let used = bundle.classes[0].casm
        var external = used.entryPoints.external
        external[0].offset = external[1].offset
        bundle.classes[0].casm = try CasmClass(
            compilerVersion: "", bytecode: used.bytecode, segmentLengths: used.segmentLengths, hints: [],
            entryPoints: EntryPoints(
                external: external, l1Handler: used.entryPoints.l1Handler, constructor: used.entryPoints.constructor))
        #expect(throws: BlockRejection.recompilation(bundle.classes[0].classHash, .otherCode)) {
            try ClassRecompilation(of: bundle, sierra: sierra)
        }
    }

    @Test func `Sierra of another hash is no answer`() throws {
        var (bundle, sierra) = try material()
        let wanted = bundle.classes[0].classHash
        let index = try #require(sierra.firstIndex { $0.hash.felt == wanted })
        sierra[index].abi += [32]
        #expect(throws: BlockRejection.recompilation(wanted, .noSierra)) {
            try ClassRecompilation(of: bundle, sierra: sierra)
        }
        sierra.remove(at: index)
        #expect(throws: BlockRejection.recompilation(wanted, .noSierra)) {
            try ClassRecompilation(of: bundle, sierra: sierra)
        }
    }

    @Test func `Sierra that must be refused is no answer`() throws {
        var (bundle, sierra) = try material()
        let index = try #require(sierra.firstIndex { $0.hash.felt == bundle.classes[0].classHash })
        sierra[index].program = []
        bundle.classes[0].classHash = sierra[index].hash.felt
        #expect(throws: BlockRejection.recompilation(bundle.classes[0].classHash, .notCompiled)) {
            try ClassRecompilation(of: bundle, sierra: sierra)
        }
    }

    @Test func `classes that the block declares come with their Sierra`() throws {
        var (bundle, sierra) = try material()
        let used = bundle.classes.removeFirst()
        let index = try #require(sierra.firstIndex { $0.hash.felt == used.classHash })
        bundle.declarations = [BundledDeclaration(sierra: sierra.remove(at: index), compiled: used)]
        #expect(try ClassRecompilation(of: bundle, sierra: sierra).count == 4)
        bundle.declarations[0].compiled = try withOtherCode(used)
        #expect(throws: BlockRejection.recompilation(used.classHash, .otherCode)) {
            try ClassRecompilation(of: bundle, sierra: sierra)
        }
    }

    @Test func `a verdict says whether it was asked for`() throws {
        let (bundle, sierra) = try material()
        var verdict = BlockVerdictStatementsTests().verdict([.succeeded])
        #expect(verdict.basis.contains { $0.contains("nobody asked to compile it again") })
        verdict.recompilation = try ClassRecompilation(of: bundle, sierra: sierra)
        #expect(!verdict.basis.contains { $0.contains("CASM") })
        #expect(verdict.summary.last?.text == "classes recompiled from Sierra: 4 of 4")
    }
}
