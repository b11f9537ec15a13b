import ByteCoding
import Determinism
import FiniteFields
import Foundation
import LLVMBuilding
import NativeCodegen
@testable import NativeEngine
import SierraToCasm
import SierraPrograms
import Testing
import VectorFiles

/// The compiler in a process of its own: what it is asked and answers, and processes that do not behave.
struct CompilerProcessTests {
    private func contract(_ name: String) throws -> SierraContract {
        try SierraContract(
            file: VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name).sierra.json"))
    }

    @Test func `a request is answered with the object that this process makes`() throws {
        let contract = try contract("Fibonacci")
        let answer = CompilerMain.answer(to: CompilerRequest(contract, tag: "t").bytes)
        let here = try LoadableClass(compiling: contract, tag: "t", for: try #require(TargetProcessor.current))
        #expect(answer == .made(here))
        #expect(try CompilerAnswer(answer.bytes) == answer)
    }

    @Test func `damaged requests and answers are refused, and no object comes of damaged programs by accident`() throws
    {
        let request = CompilerRequest(try contract("Fibonacci"), tag: "t")
        #expect(try CompilerRequest(request.bytes) == request)
        #expect(throws: ByteCodingError.self) { try CompilerRequest(request.bytes + [0]) }
        #expect(throws: ByteCodingError.self) { try CompilerRequest(Array(request.bytes.dropLast())) }
        let answer = CompilerAnswer.refused("no")
        #expect(try CompilerAnswer(answer.bytes) == answer)
        #expect(throws: ByteCodingError.self) { try CompilerAnswer([2]) }
        #expect(throws: ByteCodingError.self) { try CompilerAnswer([]) }
        var random = SplitMix64(seed: 23), refused = 0
        for _ in 0..<60 {
            var damaged = request
            damaged.contract.program[random.number(in: 0...damaged.contract.program.count - 1)] = Felt252(
                random.next() % 300)
            if case .refused = CompilerMain.answer(to: damaged.bytes) { refused += 1 }
        }
        #expect(refused > 40)
    }

    private func failure(_ program: String, _ arguments: [String], clockMillis: Int = 60_000) throws -> String {
        let compiler = CompilerProcess(program: program, arguments: arguments, clockMillis: clockMillis)
        do {
            _ = try compiler.compile(contract("Fibonacci"), tag: "t")
            return "none"
        } catch let refusal as NativeRefusal {
            guard case .code(let reason) = refusal else { return "\(refusal)" }
            return reason
        }
    }

    @Test func `a process that fails, hangs, says nothing or nonsense is no class`() throws {
        #expect(try failure("/bin/false", []).contains("ended early"))
        #expect(try failure("/bin/sh", ["-c", "kill -SEGV $$"]).contains("ended early"))
        #expect(try failure("/bin/sleep", ["30"], clockMillis: 200).contains("too long"))
        #expect(try failure("/bin/true", []).contains("damaged"))
        // Its own request.
        #expect(try failure("/bin/cat", []).contains("damaged"))
        #expect(try failure("/nonexistent", []).contains("cannot start"))
        #expect(try failure("/bin/sh", ["-c", "printf '\\000\\002no'"]) == "no")
    }
}
