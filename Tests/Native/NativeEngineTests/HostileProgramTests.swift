import NativeCodegen
@testable import SierraModel
import SierraPrograms
import Testing

/// Programs that would make LLVM work for minutes, and programs that no compiler of Cairo makes, are refused before it sees
/// them.
struct HostileProgramTests {
    /// Why a program's first function has no native code; nil where it has.
    private func refusal(_ text: ProgramText) throws -> NativeRefusal? {
        let module = try SierraModule(text.program)
        let metadata = try ProgramMetadata(module, entryFunctions: [])
        do {
            // Its functions are no entry points: what ends well ends there.
            _ = try NativeCompilation.text(module, metadata, entryFunctions: [0], tag: "t")
            return nil
        } catch let refusal { return refusal == .entryPoint(function: 0) ? nil : refusal }
    }

    /// A function of felts that adds so many times.
    private func sums(
        _ count: Int, of name: GenericName = "felt252_add", jumpsBetween: Bool = false
    ) -> ProgramText {
        var text = ProgramText()
        let felt = text.type("felt252")
        let jump = text.libfunc("jump"), add = text.libfunc(name), dup = text.libfunc("dup", .type(felt))
        text.function([(0, felt)], [felt])
        for step in 0..<UInt64(count) {
            text.call(dup, [step == 0 ? 0 : 3 * step], [3 * step + 1, 3 * step + 2])
            text.call(add, [3 * step + 1, 3 * step + 2], [3 * step + 3])
            if jumpsBetween { text.call(jump, to: text.program.statements.count + 1) }
        }
        text.end(count == 0 ? 0 : 3 * UInt64(count - 1) + 3)
        return text
    }

    @Test func `straight lines of very many sums are refused`() throws {
        #expect(try refusal(sums(200)) == nil)
        #expect(try refusal(sums(6_400)) == .budget(.block))
        // Jumps that nothing else leads to do not part them.
        #expect(try refusal(sums(6_400, jumpsBetween: true)) == .budget(.block))
        #expect(try refusal(sums(6_400, of: "felt252_mul")) == .budget(.felts))
    }

    /// A chain of decisions that meet again, with so many felts alive.
    private func meetings(_ count: Int, alive: Int, sums: Int = 0) -> ProgramText {
        var text = ProgramText()
        let felt = text.type("felt252")
        _ = text.type("NonZero", .type(felt))
        let dup = text.libfunc("dup", .type(felt)), isZero = text.libfunc("felt252_is_zero")
        let add = text.libfunc("felt252_add")
        let drop = text.libfunc("drop", .type(TypeID(1))), align = text.libfunc("branch_align"),
            jump = text.libfunc("jump")
        let live = (0..<UInt64(alive)).map { $0 + 10 }
        text.function(live.map { ($0, felt) }, live.map { _ in felt })
        for _ in 0..<count {
            let here = text.program.statements.count
            text.call(dup, [10], [10, 1])
            text.branch(isZero, [1], [(nil, []), (here + 4, [2])])
            text.call(align)
            text.call(jump, to: here + 6 + 2 * sums)
            text.call(align)
            text.call(drop, [2])
            for _ in 0..<sums {
                text.call(dup, [10], [10, 1])
                text.call(add, [10, 1], [10])
            }
        }
        text.program.statements.append(.return(live.map { VariableID($0) }))
        return text
    }

    @Test func `very many meetings of many values are refused`() throws {
        #expect(try refusal(meetings(20, alive: 20)) == nil)
        #expect(try refusal(meetings(800, alive: 20)) == .budget(.mergedValues))
    }

    @Test func `very long functions and classes are refused`() throws {
        #expect(try refusal(meetings(300, alive: 1, sums: 30)) == .budget(.function))
        var text = meetings(900, alive: 1)
        let body = text.program.statements, felt = TypeID(0)
        let call = text.program.libfuncs.count
        // Each function is the same again, and the first one calls all others.
        for copy in 1...40 {
            let start = text.program.statements.count
            for statement in body {
                guard case .invocation(var invocation) = statement else {
                    text.program.statements.append(statement)
                    continue
                }
                for branch in invocation.branches.indices { invocation.branches[branch].target? += start }
                text.program.statements.append(.invocation(invocation))
            }
            text.function([(10, felt)], [felt], at: start)
            _ = text.libfunc("function_call", .function(copy))
        }
        let start = text.program.statements.count
        for copy in 0..<40 { text.call(call + copy, [10], [10]) }
        text.end(10)
        text.program.functions[0].entry = start
        #expect(try refusal(text) == .budget(.class))
    }

    @Test func `variables that are not there, of other types or left over are refused`() throws {
        func program(_ write: (inout ProgramText, _ felt: TypeID, _ word: TypeID) -> Void) throws -> NativeRefusal? {
            var text = ProgramText()
            let felt = text.type("felt252"), word = text.type("u8")
            text.function([(0, felt), (1, word)], [felt])
            write(&text, felt, word)
            return try refusal(text)
        }
        func drop(_ text: inout ProgramText, _ type: TypeID) -> Int { text.libfunc("drop", .type(type)) }
        #expect(
            try program { text, felt, word in
                text.call(drop(&text, word), [1])
                text.end(0)
            } == nil)
        #expect(
            try program { text, felt, word in
                text.call(drop(&text, word), [7])
                text.end(0)
            } == .variables(statement: 0))
        #expect(
            try program { text, felt, word in
                text.call(drop(&text, felt), [1])
                text.end(0)
            } == .variables(statement: 0))
        #expect(try program { text, felt, word in text.end(0) } == .variables(statement: 0))
        #expect(try program { text, felt, word in text.end(1) } == .variables(statement: 0))
    }

    @Test func `an operation without native form refuses the class`() throws {
        var text = ProgramText()
        let limbs = text.type("U96LimbsLtGuarantee", .value(1))
        text.function([(0, limbs)], [limbs])
        text.end(0)
        #expect(try refusal(text) == .type(0))
    }
}
