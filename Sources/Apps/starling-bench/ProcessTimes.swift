import Foundation

/// CPU time of the whole process beside wall time: on a shared machine only the first can be compared.
struct ProcessTimes {
    /// Milliseconds.
    var cpu = 0.0, wall = 0.0

    /// The clocks' readings now.
    static var now: ProcessTimes {
        ProcessTimes(cpu: read(CLOCK_PROCESS_CPUTIME_ID), wall: read(CLOCK_MONOTONIC))
    }

    /// What `body` took.
    static func measure<Result>(_ body: () throws -> Result) rethrows -> (times: ProcessTimes, result: Result) {
        let start = now
        let result = try body()
        return (now - start, result)
    }

    static func - (end: ProcessTimes, start: ProcessTimes) -> ProcessTimes {
        ProcessTimes(cpu: end.cpu - start.cpu, wall: end.wall - start.wall)
    }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// A row of a table: name, CPU and wall milliseconds.
    func row(_ name: String) -> String { String(format: "| %@ | %.1f | %.1f |", name, cpu, wall) }
}
