import ByteCoding
import CNative
import Foundation
import LLVMBuilding
import NativeCodegen

/// The compiler in a process of its own: a request on standard input, an answer on standard output.
public enum CompilerMain {
    /// Bounds itself, reads, compiles and answers; the status to exit with.
    public static func run() -> Int32 {
        guard
            native_bound_process(
                UInt64(CompilerProcess.secondsMax), UInt64(CompilerProcess.memoryBytesMax),
                UInt64(CompilerAnswer.bytesMax)) == 0
        else { return 1 }
        let input = FileHandle.standardInput
        guard let data = try? input.read(upToCount: CompilerRequest.bytesMax) else { return 1 }
        let answer = answer(to: [UInt8](data))
        do { try FileHandle.standardOutput.write(contentsOf: Data(answer.bytes)) } catch { return 1 }
        return 0
    }

    /// What a request is answered with.
    static func answer(to bytes: [UInt8]) -> CompilerAnswer {
        let request: CompilerRequest
        do throws(ByteCodingError) { request = try CompilerRequest(bytes) } catch { return .refused("\(error)") }
        guard let processor = TargetProcessor.current else { return .refused("no code for this kind of processor") }
        do throws(NativeRefusal) {
            return .made(try LoadableClass(compiling: request.contract, tag: request.tag, for: processor))
        } catch { return .refused("\(error)") }
    }
}
