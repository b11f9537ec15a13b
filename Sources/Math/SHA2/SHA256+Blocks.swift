#if canImport(CLanes)
    import CLanes
#endif

extension SHA256 {
    /// Whether the processor has instructions for SHA-256, looked up once.
    #if canImport(CLanes)
        private static let hasInstructions = sha256_has_instructions() != 0
    #endif

    /// The chaining value after all whole blocks of some bytes from `start` on: by the processor's instructions where it
    /// has them, else one block after the other in plain Swift, as in the browser.
    static func compress(_ state: State, blocksOf bytes: [UInt8], from start: Int) -> State {
        #if canImport(CLanes)
            if hasInstructions { return compressByInstructions(state, blocksOf: bytes, from: start) }
        #endif
        return compressPlainly(state, blocksOf: bytes, from: start)
    }

    /// The plain way, which the other one is compared with.
    static func compressPlainly(_ state: State, blocksOf bytes: [UInt8], from start: Int) -> State {
        var state = state, start = start
        while bytes.count - start >= 64 {
            state = compress(state, block: words(bytes, at: start))
            start += 64
        }
        return state
    }

    #if canImport(CLanes)
        private static func compressByInstructions(
            _ state: State, blocksOf bytes: [UInt8], from start: Int
        ) -> State {
            let count = (bytes.count - start) / 64
            guard start >= 0, count > 0 else { return state }
            var state = state
            bytes.withUnsafeBufferPointer { bytes in
                withUnsafeMutableBytes(of: &state) { state in
                    guard let words = state.assumingMemoryBound(to: UInt32.self).baseAddress,
                        let first = bytes.baseAddress
                    else { return }
                    sha256_blocks(words, first + start, count)
                }
            }
            return state
        }
    #endif
}
