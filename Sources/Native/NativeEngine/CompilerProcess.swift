import ByteCoding
import Foundation
import Glibc
public import NativeCodegen
public import SierraToCasm
import Threading

/// Compiles classes in a process of its own: LLVM can neither be stopped, nor be trusted not to crash on what somebody made for
/// it. The process has bounds on processor time and memory, which it sets itself before it reads anything, and on time by the
/// clock, which are watched from here.
public struct CompilerProcess: Sendable {
    /// Processor time, memory, and time by the clock of one class.
    public static let secondsMax = 20
    public static let memoryBytesMax = 2 << 30
    public static let clockSecondsMax = 60

    private let program: String
    private let arguments: [String]
    private let clockMillis: Int

    /// `program` with these arguments does `CompilerMain.run`.
    public init(program: String, arguments: [String], clockMillis: Int = 1_000 * clockSecondsMax) {
        self.program = program
        self.arguments = arguments
        self.clockMillis = clockMillis
    }

    /// Compiles a contract. `tag`: letters and digits that no other loaded class has.
    public func compile(_ contract: SierraContract, tag: String) throws(NativeRefusal) -> LoadableClass {
        let bytes = try exchange(CompilerRequest(contract, tag: tag).bytes), answer: CompilerAnswer
        do throws(ByteCodingError) { answer = try CompilerAnswer(bytes) } catch {
            throw .code("the compiler's answer is damaged: \(error)")
        }
        switch answer {
        case .made(let loadable): return loadable
        case .refused(let reason): throw .code(reason)
        }
    }

    /// Runs the process once, input and output in files of a private folder: nobody waits for a pipe.
    private func exchange(_ request: [UInt8]) throws(NativeRefusal) -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("starling-\(UUID().uuidString)")
        let input = folder.appendingPathComponent("request"), output = folder.appendingPathComponent("answer")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try Data(request).write(to: input)
        } catch { throw .code("no room for the compiler's input: \(error.localizedDescription)") }
        defer { try? FileManager.default.removeItem(at: folder) }
        let status = try run(input: input.path, output: output.path)
        guard status == 0 else { throw .code("the compiler ended early, status \(status)") }
        let size = (try? FileManager.default.attributesOfItem(atPath: output.path)[.size] as? Int) ?? nil
        guard let size, size <= CompilerAnswer.bytesMax, let data = try? Data(contentsOf: output) else {
            throw .code("the compiler gave no answer")
        }
        return [UInt8](data)
    }

    /// Starts the process and waits for its end; its status as the system gives it.
    private func run(input: String, output: String) throws(NativeRefusal) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &actions, nil, &words, environ)
        guard code == 0 else { throw .code("cannot start \(program): \(String(cString: strerror(code)))") }
        let deadline = MonotonicClock.nowMillis + clockMillis
        var status: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { return status }
            guard ended == 0 || errno == EINTR else { throw .code("the compiler was lost") }
            if MonotonicClock.nowMillis >= deadline {
                kill(process, SIGKILL)
                waitpid(process, &status, 0)
                throw .code("the compiler took too long")
            }
            MonotonicClock.sleep(seconds: 0.005)
        }
    }
}
