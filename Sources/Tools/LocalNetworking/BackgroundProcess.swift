import Foundation
import Threading

/// A process that outlives this one: started in a session of its own, with a log and a pid file.
///
/// The pid file holds the number and the kernel's start time of the process, so that a number that was given to
/// another process meanwhile is never signalled, and the port that it answers on.
struct BackgroundProcess {
    let name: String
    let folder: String

    var logPath: String { "\(folder)/\(name).log" }
    /// POSIX_SPAWN_SETSID, which Glibc declares for GNU sources only.
    private static let spawnSetsid: Int16 = 0x80
    private var pidPath: String { "\(folder)/\(name).pid" }

    /// Starts a program; standard output and error go to the log, which is appended to.
    func start(
        _ program: String, _ arguments: [String], port: UInt16, environment: [String: String] = [:], nice: Int32 = 0
    ) throws {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, logPath, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A session of its own: Control-C in the terminal does not reach it.
        posix_spawnattr_setflags(&attributes, Self.spawnSetsid)
        let merged = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var variables = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, program, &actions, &attributes, &words, &variables)
        guard code == 0 else {
            throw LocalError(description: "cannot start \(program): \(String(cString: strerror(code)))")
        }
        if nice != 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(pid), nice) }
        guard let started = Self.startTime(pid) else {
            throw LocalError(description: "\(name) ended at once; see \(logPath)")
        }
        try "\(pid) \(started) \(port)\n".write(toFile: pidPath, atomically: true, encoding: .utf8)
    }

    /// The process of the pid file, while it runs.
    var pid: pid_t? {
        let words = pidWords
        guard words.count >= 2, let pid = pid_t(words[0]), let started = Self.startTime(pid), words[1] == started
        else { return nil }
        return pid
    }

    /// The port that the process answers on; nil where its pid file does not say.
    var port: UInt16? { pidWords.count == 3 ? UInt16(pidWords[2]) : nil }

    private var pidWords: [Substring] {
        ((try? String(contentsOfFile: pidPath, encoding: .utf8)) ?? "").split(whereSeparator: \.isWhitespace)
    }

    /// Field 22 of `/proc/PID/stat`; nil when there is no such process or it has ended.
    private static func startTime(_ pid: pid_t) -> String? {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z" else { return nil }
        return String(fields[19])
    }

    /// Asks the process to end and waits for it; ends it by force after `seconds`. False when force was needed.
    func stop(seconds: Double = 20) -> Bool {
        defer { try? FileManager.default.removeItem(atPath: pidPath) }
        guard let pid else { return true }
        kill(pid, SIGTERM)
        let end = Date(timeIntervalSinceNow: seconds)
        while self.pid != nil {
            // A child of this process has to be collected to be gone.
            var status: Int32 = 0
            waitpid(pid, &status, WNOHANG)
            if Date() > end {
                kill(pid, SIGKILL)
                waitpid(pid, &status, 0)
                return false
            }
            MonotonicClock.sleep(seconds: 0.05)
        }
        return true
    }

    /// The last lines of the log.
    func logTail(_ lines: Int = 5) -> String {
        guard let handle = FileHandle(forReadingAtPath: logPath) else { return "" }
        let size = (try? handle.seekToEnd()) ?? 0
        try? handle.seek(toOffset: size > 8_192 ? size - 8_192 : 0)
        let text = String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").suffix(lines).joined(separator: "\n")
    }

    /// All processes that have a pid file in a folder, in order of name.
    static func all(in folder: String) -> [BackgroundProcess] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".pid") }.sorted()
            .map { BackgroundProcess(name: String($0.dropLast(4)), folder: folder) }
    }
}
