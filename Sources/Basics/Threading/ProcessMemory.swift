import Glibc

/// The memory of this process and of the machine, in bytes.
public enum ProcessMemory {
    /// What the process takes now, or 0 where the system does not say.
    public static var resident: Int {
        let fields = text("/proc/self/statm").split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }

    /// What the process can still take before the system is out of memory or the group's bound is reached, nil where the system
    /// does not say.
    public static var free: Int? {
        let machine = text("/proc/meminfo").split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
            .flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) }.map { $0 << 10 }
        return [machine, groupFree].compactMap { $0 }.min()
    }

    /// The same of the process's control group, in the unified hierarchy or the one before, as a container sees it. Cached files
    /// that have not been read again do not count: they go first.
    private static var groupFree: Int? {
        for (folder, bound, use) in [
            ("/sys/fs/cgroup/", "memory.max", "memory.current"),
            ("/sys/fs/cgroup/memory/", "memory.limit_in_bytes", "memory.usage_in_bytes"),
        ] {
            func number(_ name: String) -> Int? {
                text(folder + name).split(separator: "\n").first.flatMap { Int($0) }
            }
            guard let bound = number(bound), let use = number(use) else { continue }
            let cached = text(folder + "memory.stat").split(separator: "\n").first { $0.hasPrefix("inactive_file ") }
                .flatMap { Int($0.dropFirst("inactive_file ".count)) }
            return max(0, bound - use + (cached ?? 0))
        }
        return nil
    }

    /// The beginning of a file of the system, empty where there is none.
    private static func text(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
    }
}
