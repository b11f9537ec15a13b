import Determinism
import WriteAheadLog

/// A file of a simulated disk: what was written, and how much of it a power cut would leave.
final class SimulatedFile: LogStorage, @unchecked Sendable {
    // A simulation runs on one thread.
    let disk: SimulatedDisk
    private(set) var content: [UInt8] = []
    private var durable: [UInt8] = []

    init(_ disk: SimulatedDisk) { self.disk = disk }

    func read() throws(LogError) -> [UInt8] { content }

    func append(_ bytes: [UInt8]) throws(LogError) {
        try disk.admitWrite()
        if disk.isFull {
            // What still had room was written.
            content += bytes.prefix(bytes.count / 2)
            throw .system(call: "write", code: 28)
        }
        content += bytes
    }

    func truncate(to count: Int) throws(LogError) {
        try disk.admitWrite()
        content.removeLast(content.count - count)
    }

    func sync() throws(LogError) {
        try disk.admitWrite()
        durable = content
        try disk.admitWrite()
    }

    func replace(with bytes: [UInt8]) throws(LogError) {
        try disk.admitWrite()
        if disk.isFull { throw .system(call: "write", code: 28) }
        content = bytes
        durable = bytes
        try disk.admitWrite()
    }

    /// What was synced is there; of the rest a part, whose last bytes may never have reached the disk.
    func losePower(_ random: inout SplitMix64) {
        let shared = zip(content, durable).prefix { $0 == $1 }.count
        guard shared == durable.count, content.count > shared else {
            content = durable
            return
        }
        let kept = random.number(in: shared...content.count)
        content = Array(content[..<kept])
        if kept > shared, random.chance(percent: 30) {
            // By sectors, of which the last few bytes of a record are none.
            for index in random.number(in: shared...max(shared, kept - 8))..<kept { content[index] = 0 }
        }
        durable = content
    }

    /// What a disk does that fails: bits flip, a write lands elsewhere, the end or everything is gone. Returns from where on
    /// the file is not what it was, and what happened.
    func damage(_ random: inout SplitMix64) -> (place: Int, name: String) {
        defer { durable = content }
        guard content.count > 8 else { return empty() }
        let place = random.number(in: 0...content.count - 1)
        switch random.number(in: 0...3) {
        case 0:
            content[place] ^= UInt8(1 << random.number(in: 0...7))
            return (place, "bit flipped at \(place) of \(content.count)")
        case 1:
            for index in place..<min(content.count, place + 64) { content[index] = UInt8(random.number(in: 0...255)) }
            return (place, "another write at \(place) of \(content.count)")
        case 2:
            content.removeLast(content.count - place)
            return (place, "cut at \(place)")
        default: return empty()
        }
    }

    @discardableResult
    func empty() -> (place: Int, name: String) {
        content = []
        durable = []
        return (0, "emptied")
    }
}

/// A node's disk, which survives the node's processes.
final class SimulatedDisk: @unchecked Sendable {
    // A simulation runs on one thread.
    var isFull = false
    /// The power is gone: whatever the process still tries fails.
    var isOff = false
    /// The chance of a power cut at a write, in thousandths.
    var faultPermille = 0
    var random: SplitMix64
    let database: MemoryDatabase
    private(set) var files: [SimulatedFile] = []

    /// A disk with so many empty files.
    init(seed: UInt64, fileCount: Int) {
        random = SplitMix64(seed: seed)
        database = MemoryDatabase()
        database.disk = self
        files = (0..<fileCount).map { _ in SimulatedFile(self) }
    }

    func admitWrite() throws(LogError) {
        if !isOff, faultPermille > 0, random.number(in: 0...999) < faultPermille { isOff = true }
        if isOff { throw .system(call: "power", code: 5) }
    }

    func losePower() {
        for file in files { file.losePower(&random) }
    }
}
