import ByteCoding
import HashFunctions
import Testing

@Suite struct ByteHashTests {
    // Ethereum's published digests.
    @Test(arguments: [
        ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        ("transfer(address,uint256)", "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b"),
    ])
    func `Keccak-256 gives the published digests`(message: String, digest: String) {
        #expect(HexBytes.encode(Keccak256.hash(message.utf8)) == digest)
    }

    @Test func `the Keccak permutation of zero is the published state`() {
        var lanes = [UInt64](repeating: 0, count: 25)
        Keccak.permute(&lanes)
        #expect(lanes[0] == 0xf125_8f79_40e1_dde7)
        #expect(lanes[24] == 0xeaf1_ff7b_5cec_a249)
        Keccak.permute(&lanes)
        #expect(lanes[0] == 0x2d5c_954d_f96e_cb3c)
    }

    @Test func `a full rate block gets a padding block of its own`() {
        // 135, 136 and 137 bytes lie around the rate; all differ and none loses its last byte.
        let digests = (134...138).map { Keccak256.hash([UInt8](repeating: 1, count: $0)) }
        #expect(Set(digests).count == digests.count)
    }
}
