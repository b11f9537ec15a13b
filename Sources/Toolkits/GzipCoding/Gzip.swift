import CZlib

/// Compression in the gzip format (RFC 1952), by zlib. Only compressing: nothing of this project reads what others
/// compressed, so there is no decompression to bound.
public enum Gzip {
    /// How much work a compression may take.
    public enum Level: Int32, Sendable {
        /// For answers made anew each time.
        case fast = 1
        /// For what is compressed once and sent often.
        case best = 9
    }

    /// The compressed bytes; nil when there is no memory for it, or the input has more than 2^31 bytes.
    public static func compress(_ bytes: [UInt8], level: Level) -> [UInt8]? {
        guard bytes.count < 1 << 31 else { return nil }
        var stream = z_stream()
        // Window bits 15, and 16 more for gzip's header and trailer in place of zlib's own.
        let code = deflateInit2_(
            &stream, level.rawValue, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        // The bound holds for one call of deflate with everything, so the call below always ends the stream.
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var input = bytes
        var isComplete = false
        let output = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(clamping: buffer.count)
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = buffer.count - Int(stream.avail_out)
            }
        }
        return isComplete ? output : nil
    }
}
