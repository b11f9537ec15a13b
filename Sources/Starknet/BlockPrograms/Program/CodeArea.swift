import CasmModel
public import FiniteFields

/// The code area of a block program: bootstrap, `main`, comparison routines, classes, builtin costs. A function of the
/// manifest and the classes alone, used by the generator and rebuilt felt for felt by every verifier.
public enum CodeArea {
    /// In `main`, fp = initial ap + 13, and the start pointer of builtin i stands at fp − 13 + i.
    static let firstArgument = -13
    /// Gas costs of builtins that `get_builtin_costs` points at: pedersen, bitwise, ec_op, poseidon, add_mod, mul_mod,
    /// blake (EXEC spec §1.3).
    public static let builtinCosts: [UInt64] = [4050, 583, 4085, 491, 230, 604, 3334]

    /// Builds the code. `classes` are the bytecodes in the order of `manifest.classHashes`.
    ///
    /// - Precondition: every frame's `classIndex` is an index of `classes`; the verifier checks this first.
    public static func build(_ manifest: BlockManifest, classes: [[Felt252]]) -> (
        cells: [ProgramCell], layout: CodeLayout
    ) {
        // The number of cells does not depend on the constants in them, so a first pass finds where everything lies.
        let draft = pass(manifest, classes, CodeLayout.unknown(classes: classes.count))
        let final = pass(manifest, classes, draft.layout)
        return final
    }

    private static func pass(
        _ manifest: BlockManifest, _ classes: [[Felt252]], _ known: CodeLayout
    ) -> (cells: [ProgramCell], layout: CodeLayout) {
        var code = Assembler()
        var layout = CodeLayout.unknown(classes: 0)
        code.advance(11)
        code.call(to: 6)
        code.jump(by: 0)
        layout.main.offset = code.cells.count
        var total = BuiltinCounts()
        for (index, frame) in manifest.frames.enumerated() where frame.isCovered {
            let call = emitFrame(frame, known, &total, &code)
            layout.calls.append(CodeLayout.FrameCall(frame: index, offset: call))
        }
        for builtin in Builtin.proven { pushPointer(builtin, total, &code) }
        code.ret()
        layout.main.count = code.cells.count - layout.main.offset
        layout.routines.offset = code.cells.count
        emitComparisons(&code, shortAt: known.comparisons.short, longAt: &layout.longRoutine)
        layout.routines.count = code.cells.count - layout.routines.offset
        for bytecode in classes {
            layout.classBases.append(code.cells.count)
            for word in bytecode { code.put(.felt(word)) }
            code.ret()
            code.put(.pointer(known.costs))
        }
        layout.costs = code.cells.count
        for cost in builtinCosts { code.put(.felt(Felt252(cost))) }
        layout.codeCount = code.cells.count
        return (code.cells, layout)
    }

    /// `[ap] = start pointer of the builtin + cells used so far; ap++`
    static func pushPointer(_ builtin: Builtin, _ used: BuiltinCounts, _ code: inout Assembler) {
        let argument = firstArgument + Int(builtin.rawValue)
        let cells = used[builtin] * builtin.cellsPerInstance
        if cells == 0 { code.push(.fp, argument) } else { code.pushSum(.fp, argument, plus: Felt252(UInt64(cells))) }
    }
}

extension CodeLayout {
    static func unknown(classes: Int) -> CodeLayout {
        CodeLayout(
            main: CellRange(offset: 0, count: 0), routines: CellRange(offset: 0, count: 0),
            classBases: [Int](repeating: 0, count: classes), costs: 0, codeCount: 0, calls: [], longRoutine: 0)
    }

    /// Offsets of `eq_short` and `eq_long`.
    var comparisons: (short: Int, long: Int) { (routines.offset, longRoutine) }
}
