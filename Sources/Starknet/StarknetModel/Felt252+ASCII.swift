public import FiniteFields

extension Felt252 {
    /// The felt of a short ASCII constant of this source code, big-endian. Longer texts lose their first characters.
    public init(ascii text: StaticString) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        text.withUTF8Buffer { buffer in
            for byte in buffer.suffix(31) {
                words.3 = words.3 << 8 | words.2 >> 56
                words.2 = words.2 << 8 | words.1 >> 56
                words.1 = words.1 << 8 | words.0 >> 56
                words.0 = words.0 << 8 | UInt64(byte)
            }
        }
        self.init(reducing: words.0, words.1, words.2, words.3)
    }
}
