import LLVMBuilding
import NativeLayout
import Testing

/// Code is written, compiled, loaded and called.
struct CodeModuleTests {
    private let word = CellType.integer(64)

    private func processor() throws -> TargetProcessor { try #require(TargetProcessor.current) }

    /// Writes `name(x, y) = x · y + y` over integers of 256 bits in memory, by a loop that adds x y times where `loops` is set.
    private func write(_ code: CodeModule, _ name: String) {
        let function = code.function(name, [.pointer, .pointer, .pointer], results: [], [])
        code.begin(code.block(in: function))
        let x = code.load(.felt, at: code.parameter(0, of: function))
        let y = code.load(.felt, at: code.parameter(1, of: function))
        let sum = code.binary(.add, code.binary(.multiply, x, y), y)
        code.store(sum, at: code.parameter(2, of: function))
        code.return([], from: function)
    }

    @Test func `an object computes what was written`() throws {
        let code = CodeModule("test")
        write(code, "compute")
        #expect(code.flaw == nil && code.instructionCount == 6)
        #expect(code.text.contains("mul i256"))
        let loader = try ObjectLoader(imports: [])
        let address = try loader.load(code.object(for: processor()), exports: ["compute"])[0]
        typealias Compute =
            @convention(c) (UnsafePointer<UInt64>, UnsafePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void
        let compute = unsafeBitCast(address, to: Compute.self)
        var result: [UInt64] = [0, 0, 0, 0]
        compute([.max, 0, 0, 0], [3, 0, 0, 1], &result)
        // (2^64 - 1)(3 + 2^192) + 3 + 2^192 = 3 · 2^64 + 2^256.
        #expect(result == [0, 3, 0, 0])
    }

    @Test func `ways part and meet`() throws {
        let code = CodeModule("test")
        let function = code.function("sum", [word], results: [word], [])
        let start = code.block(in: function), loop = code.block(in: function), end = code.block(in: function)
        code.begin(start)
        code.jump(to: loop)
        code.begin(loop)
        let index = code.merge(word), total = code.merge(word)
        let next = code.binary(.add, total, index), less = code.binary(.subtract, index, 1)
        code.branch(code.compare(.equal, index, code.zero(word)), end, loop)
        code.extend(index, with: code.parameter(0, of: function), from: start)
        code.extend(index, with: less, from: loop)
        code.extend(total, with: code.zero(word), from: start)
        code.extend(total, with: next, from: loop)
        code.begin(end)
        code.return([total], from: function)
        let loader = try ObjectLoader(imports: [])
        let address = try loader.load(code.object(for: processor()), exports: ["sum"])[0]
        let sum = unsafeBitCast(address, to: (@convention(c) (UInt64) -> UInt64).self)
        #expect(sum(0) == 0 && sum(100) == 5050)
    }

    @Test func `code that is not well formed is refused`() throws {
        let code = CodeModule("test")
        let function = code.function("broken", [word], results: [word], [])
        code.begin(code.block(in: function))
        #expect(code.flaw != nil)
        let processor = try processor()
        #expect(throws: CodeError.self) { try code.object(for: processor) }
    }

    @Test func `what is not an object, or imports what is nowhere, is not loaded`() throws {
        let loader = try ObjectLoader(imports: [])
        #expect(throws: CodeError.self) { try loader.load([1, 2, 3, 4], exports: ["x"]) }
        let code = CodeModule("test")
        let missing = code.function("nowhere", [], results: [], [])
        let caller = code.function("caller", [], results: [], [])
        code.begin(code.block(in: caller))
        code.call(missing, [])
        code.return([], from: caller)
        let object = try code.object(for: processor())
        #expect(throws: CodeError.self) { try loader.load(object, exports: ["caller"]) }
        #expect(throws: CodeError.self) { try loader.load(object, exports: ["other"]) }
    }

    @Test func `the same code gives the same object`() throws {
        let objects = try (0..<2).map { _ in
            let code = CodeModule("test")
            write(code, "compute")
            return try code.object(for: processor())
        }
        #expect(objects[0] == objects[1])
        #expect(TargetProcessor.version.hasPrefix("19."))
    }
}
