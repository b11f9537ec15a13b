import Threading
import StarknetRPC
import ChainStorage
import FiniteFields
import Foundation
import JSONCoding
import RegularFiles
import StarknetJSON
import StarknetModel

/// A development network in a file: a line with its settings, then its store. It is loaded as it was, nothing is executed
/// again.
enum DevnetDump {
    private static let lineBytesMax = 4_096
    private static let format = "starling-devnet-1"

    static func write(_ chain: DevnetChain, to path: String) throws {
        let partial = path + ".partial"
        guard FileManager.default.createFile(atPath: partial, contents: nil),
            let file = FileHandle(forWritingAtPath: partial)
        else { throw DevnetError(description: "\(path) cannot be written") }
        defer { try? file.close() }
        var w = JSONWriter()
        w.object { w in
            w.field("format", string: format)
            w.field("chain_id", string: chain.settings.chainName)
            w.field("seed", integer: chain.settings.seed)
            w.field("accounts", integer: chain.settings.accountCount)
            w.field("balance", string: "\(chain.settings.accountBalance)")
            w.field("gas_price", integer: chain.settings.gasPrice)
            w.field("fees", bool: chain.settings.fees)
            w.field("genesis_time", integer: chain.genesisTime)
            w.field("time", integer: chain.clock.now)
        }
        var buffer = Data(w.bytes + [10])
        try chain.store.dump { bytes in
            buffer.append(contentsOf: bytes)
            if buffer.count >= 1 << 20 {
                try file.write(contentsOf: buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: buffer)
        try file.synchronize()
        guard rename(partial, path) == 0 else { throw DevnetError(description: "\(path) cannot be written") }
    }

    /// What a dump says of its network, over these settings, and the reader of its store.
    static func read(
        _ path: String, over settings: DevnetSettings
    ) throws -> (settings: DevnetSettings, time: UInt64, store: (Int) throws -> [UInt8]) {
        let descriptor = RegularFile.open(path, O_RDONLY)
        guard descriptor >= 0 else {
            throw DevnetError(description: "\(path) cannot be read: \(RegularFile.reason(errno))")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var buffer: [UInt8] = [], position = 0
        func take(_ count: Int) throws -> [UInt8] {
            while buffer.count - position < count {
                let more = try file.read(upToCount: max(1 << 20, count)) ?? Data()
                if more.isEmpty { break }
                buffer.removeFirst(position)
                position = 0
                buffer += more
            }
            let end = min(buffer.count, position + count)
            defer { position = end }
            return Array(buffer[position..<end])
        }
        var line: [UInt8] = []
        while let byte = try take(1).first, byte != 10, line.count < lineBytesMax { line.append(byte) }
        do {
            let json = try JSONDocument(line).root
            guard try json.member("format").string() == format else { throw try json.member("format").mismatch(format) }
            var found = settings
            found.chainName = try json.member("chain_id").string()
            found.seed = try json.member("seed").integer()
            found.accountCount = try json.member("accounts").integer()
            guard let balance = UInt128(try json.member("balance").string()) else {
                throw try json.member("balance").mismatch("a number")
            }
            found.accountBalance = balance
            found.gasPrice = try json.member("gas_price").integer()
            found.fees = try json.member("fees").bool()
            found.startTime = try json.member("genesis_time").integer()
            return (found, try json.member("time").integer(), take)
        } catch {
            throw DevnetError(description: "\(path) is no dump of a development network: \(error)")
        }
    }
}

extension Devnet {
    /// Writes the chain into a file of the machine that the network runs on.
    func dump(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let path = try p.required("path").string()
        do { try DevnetDump.write(try chain(), to: path) } catch { throw RPCError.unexpected.because("\(error)") }
        w.null()
    }

    /// Serves the chain of a file from now on.
    func load(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let path = try p.required("path").string()
        do {
            try replacement.withLock { () throws in
                let (found, time, store) = try DevnetDump.read(path, over: settings)
                let chain = try DevnetChain(found, clock, artifacts: artifacts, loading: store)
                clock.set(max(time, clock.now))
                show(chain)
            }
        } catch {
            throw RPCError.unexpected.because("\(error)")
        }
        w.null()
    }
}
