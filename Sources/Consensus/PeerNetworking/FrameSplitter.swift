/// Cuts a byte stream into frames: 4 bytes of length, big-endian, then the frame.
struct FrameSplitter {
    let frameBytesMax: Int
    private var buffer: [UInt8] = []
    private var position = 0

    init(frameBytesMax: Int) { self.frameBytesMax = frameBytesMax }

    mutating func append(_ bytes: ArraySlice<UInt8>) { buffer += bytes }

    /// The next whole frame; nil when more bytes are needed. A length over the limit is an error as soon as it is
    /// known, before anything is stored for it.
    mutating func next() throws(NetworkError) -> [UInt8]? {
        guard buffer.count - position >= 4 else { return nil }
        let count = buffer[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
        guard count <= frameBytesMax else { throw .frameTooLong(count) }
        guard buffer.count - position - 4 >= count else {
            compact()
            return nil
        }
        let start = position + 4
        position = start + count
        defer { if position == buffer.count { compact() } }
        return Array(buffer[start..<start + count])
    }

    private mutating func compact() {
        buffer.removeFirst(position)
        position = 0
    }
}
