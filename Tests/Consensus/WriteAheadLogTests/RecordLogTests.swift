import Determinism
import Foundation
import Testing
import WriteAheadLog

/// A disk whose unsynced writes may be lost in part.
final class FragileStorage: LogStorage {
    var bytes: [UInt8] = []
    var durable = 0
    var failsSync = false

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
        durable = bytes.count
    }

    func read() throws(LogError) -> [UInt8] { bytes }
    func append(_ more: [UInt8]) throws(LogError) { bytes += more }
    func truncate(to count: Int) throws(LogError) {
        bytes.removeLast(bytes.count - count)
        durable = min(durable, count)
    }
    func sync() throws(LogError) {
        if failsSync { throw .system(call: "fdatasync", code: 5) }
        durable = bytes.count
    }
    func replace(with new: [UInt8]) throws(LogError) {
        bytes = new
        durable = new.count
    }
}

@Suite struct `A record log` {
    let records: [[UInt8]] = [[], [1], Array(0..<200), [UInt8](repeating: 7, count: 1_000)]

    private func filled() throws -> FragileStorage {
        let storage = FragileStorage()
        var log = try RecordLog(storage, recordBytesMax: 1_000)
        for record in records { try log.append(record) }
        try log.sync()
        return storage
    }

    @Test func `gives back what was written`() throws {
        let log = try RecordLog(try filled(), recordBytesMax: 1_000)
        #expect(log.recovered == records)
        #expect(log.droppedByteCount == 0)
    }

    @Test func `cut at every byte, keeps exactly the whole records and goes on after them`() throws {
        let bytes = try filled().bytes
        for cut in 0...bytes.count {
            let storage = FragileStorage(Array(bytes[..<cut]))
            var log = try RecordLog(storage, recordBytesMax: 1_000)
            var end = 8
            let whole = records.prefix { record in
                end += 8 + record.count
                return end <= cut
            }
            #expect(log.recovered == Array(whole), "cut at \(cut)")
            try log.append([42])
            try log.sync()
            #expect(try RecordLog(storage, recordBytesMax: 1_000).recovered == Array(whole) + [[42]], "cut at \(cut)")
        }
    }

    @Test func `with any one bit flipped, gives only records that were written, in order`() throws {
        let bytes = try filled().bytes
        for position in 8..<bytes.count {
            var damaged = bytes
            damaged[position] ^= 1 << UInt8(position % 8)
            let log = try RecordLog(FragileStorage(damaged), recordBytesMax: 1_000)
            #expect(records.starts(with: log.recovered) && log.recovered.count < records.count, "at \(position)")
        }
    }

    @Test func `refuses a file that is not a log, and records that are too long`() throws {
        #expect(throws: LogError.foreign) {
            try RecordLog(FragileStorage(Array("SQLite format 3".utf8)), recordBytesMax: 9)
        }
        var log = try RecordLog(FragileStorage(), recordBytesMax: 2)
        #expect(throws: LogError.recordTooLong(count: 3, max: 2)) { try log.append([1, 2, 3]) }
        try log.append([1, 2])
    }

    @Test func `is broken for good after a failed sync`() throws {
        let storage = FragileStorage()
        var log = try RecordLog(storage, recordBytesMax: 10)
        try log.append([1])
        storage.failsSync = true
        #expect(throws: LogError.system(call: "fdatasync", code: 5)) { try log.sync() }
        storage.failsSync = false
        #expect(throws: LogError.broken) { try log.sync() }
        #expect(throws: LogError.broken) { try log.append([2]) }
        #expect(throws: LogError.broken) { try log.compact(to: []) }
    }

    @Test func `loses nothing that was synced, over random power cuts`() throws {
        var random = SplitMix64(seed: 20)
        for _ in 0..<200 {
            let storage = FragileStorage()
            var log = try RecordLog(storage, recordBytesMax: 100)
            var written: [[UInt8]] = [], synced = 0
            for _ in 0..<random.number(in: 1...60) {
                let record = (0..<random.number(in: 0...40)).map { _ in UInt8(random.number(in: 0...255)) }
                try log.append(record)
                written.append(record)
                if random.chance(percent: 30) {
                    try log.sync()
                    synced = written.count
                }
                if random.chance(percent: 5) {
                    try log.compact(to: [record])
                    written = [record]
                    synced = 1
                }
            }
            // What was not synced: some prefix of it, with the last sector torn to zeros or noise.
            let kept = random.number(in: storage.durable...storage.bytes.count)
            var disk = Array(storage.bytes[..<kept])
            if kept > storage.durable, random.chance(percent: 50) {
                for index in random.number(in: storage.durable...kept - 1)..<kept { disk[index] = 0 }
            }
            let found = try RecordLog(FragileStorage(disk), recordBytesMax: 100).recovered
            #expect(found.count >= synced && written.starts(with: found))
        }
    }

    @Test func `works on a real file, and compacts it`() throws {
        let path = NSTemporaryDirectory() + "starling-log-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var log = try RecordLog(try LogFile(path: path), recordBytesMax: 1_000)
        for record in records { try log.append(record) }
        try log.sync()
        var again = try RecordLog(try LogFile(path: path), recordBytesMax: 1_000)
        #expect(again.recovered == records)
        try again.compact(to: [[9]])
        try again.append([8])
        try again.sync()
        #expect(try RecordLog(try LogFile(path: path), recordBytesMax: 1_000).recovered == [[9], [8]])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
