import CBzip2

/// Why bytes were not compressed or not decompressed.
public enum Bzip2Error: Error, Equatable, Sendable {
    /// The bytes are not one complete bzip2 stream.
    case damaged
    /// Bytes follow the stream.
    case trailing
    /// More bytes than the caller allows.
    case tooLarge(max: Int)
    /// The library has no memory.
    case memory
}

extension Bzip2Error: CustomStringConvertible {
    public var description: String {
        switch self {
        case .damaged: "not a complete bzip2 stream"
        case .trailing: "bytes follow the bzip2 stream"
        case .tooLarge(let max): "more than \(max) bytes when decompressed"
        case .memory: "no memory for bzip2"
        }
    }
}

/// The bzip2 format, by libbz2.
public enum Bzip2 {
    /// Compresses with the largest blocks, as `bzip2 -9` does.
    public static func compress(_ bytes: [UInt8]) throws(Bzip2Error) -> [UInt8] {
        guard bytes.count < 1 << 31 else { throw .tooLarge(max: 1 << 31) }
        // The bound that the manual states for one call.
        var count = UInt32(bytes.count + bytes.count / 100 + 600)
        var input = bytes
        var code = BZ_OK
        let output = [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, used in
            code = input.withUnsafeMutableBytes { source in
                buffer.withMemoryRebound(to: CChar.self) { target in
                    BZ2_bzBuffToBuffCompress(
                        target.baseAddress, &count, source.bindMemory(to: CChar.self).baseAddress,
                        UInt32(source.count), 9, 0, 0)
                }
            }
            used = code == BZ_OK ? Int(count) : 0
        }
        guard code == BZ_OK else { throw .memory }
        return output
    }

    /// Decompresses one stream to at most `bytesMax` bytes; memory grows with what comes out, not with what is claimed.
    public static func decompress(_ bytes: [UInt8], bytesMax: Int) throws(Bzip2Error) -> [UInt8] {
        var stream = bz_stream()
        guard bytes.count < 1 << 31, BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else { throw .memory }
        defer { BZ2_bzDecompressEnd(&stream) }
        var input = bytes
        let result = input.withUnsafeMutableBytes { source in
            stream.next_in = source.bindMemory(to: CChar.self).baseAddress
            stream.avail_in = UInt32(source.count)
            return Result { () throws(Bzip2Error) in try expand(&stream, bytesMax: bytesMax) }
        }
        let output = try result.get()
        guard stream.avail_in == 0 else { throw .trailing }
        return output
    }

    private static func expand(_ stream: inout bz_stream, bytesMax: Int) throws(Bzip2Error) -> [UInt8] {
        var output: [UInt8] = []
        var chunk = [CChar](repeating: 0, count: 1 << 16)
        while true {
            let left = stream.avail_in
            let code = chunk.withUnsafeMutableBufferPointer { buffer in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                return BZ2_bzDecompress(&stream)
            }
            guard code == BZ_OK || code == BZ_STREAM_END else { throw code == BZ_MEM_ERROR ? .memory : .damaged }
            let made = chunk.count - Int(stream.avail_out)
            guard made <= bytesMax - output.count else { throw .tooLarge(max: bytesMax) }
            output.append(contentsOf: chunk[..<made].lazy.map { UInt8(bitPattern: $0) })
            if code == BZ_STREAM_END { return output }
            // The input ended before the stream did.
            if made == 0 && stream.avail_in == 0 && left == 0 { throw .damaged }
        }
    }
}
