import BlockVerifying
import ByteCoding
import FiniteFields
import StarknetModel
import Testing

/// What a verifier pins has one encoding, and its fingerprint tells chains apart.
@Suite struct `Verifier configurations` {
    /// RFC 8032 §7.1, the keys of tests 1 and 2.
    static let keys = [
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    ].compactMap { HexBytes.decode($0.utf8) }

    static func configuration(genesis: UInt64 = 9, keys: [[UInt8]] = keys) -> VerifierConfiguration {
        let price = GasPrice(wei: 3, fri: 4)
        return VerifierConfiguration(
            chain: ChainParameters(chainID: Felt252(ascii: "TEST"), fees: false), genesisHash: Felt252(genesis),
            rules: HeaderRules(
                gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price), sequencers: [.strk, .eth]),
            validators: keys.map { .init(weight: 1, key: $0) })
    }

    @Test func `come back as they were`() throws {
        let configuration = Self.configuration()
        #expect(try VerifierConfiguration(decoding: configuration.encoded) == configuration)
        #expect(configuration.rules.sequencers == [.eth, .strk].sorted())
    }

    @Test func `say whether signatures name the genesis block, in one way`() throws {
        let plain = Self.configuration()
        var bound = plain
        bound.bindsVotes = true
        #expect(try VerifierConfiguration(decoding: bound.encoded) == bound)
        // What was written before there was a choice means what it meant.
        #expect(bound.encoded == plain.encoded + [1])
        #expect(bound.fingerprint != plain.fingerprint && bound.signingDomain != plain.signingDomain)
        #expect(plain.signingDomain == plain.chain.chainID.bigEndianBytes)
        var other = Self.configuration(genesis: 1)
        other.bindsVotes = true
        #expect(other.signingDomain != bound.signingDomain)
        for end in [[0], [4], [1, 1]] as [[UInt8]] {
            #expect(throws: ByteCodingError.self) { try VerifierConfiguration(decoding: plain.encoded + end) }
        }
    }

    @Test func `say whether messages of L1 are handled`() throws {
        let plain = Self.configuration()
        var handling = plain
        handling.chain.handlesMessages = true
        #expect(try VerifierConfiguration(decoding: handling.encoded) == handling)
        #expect(handling.encoded == plain.encoded + [2])
        handling.bindsVotes = true
        #expect(try VerifierConfiguration(decoding: handling.encoded) == handling)
        #expect(handling.encoded == plain.encoded + [3])
    }

    @Test func `chains of one name, committee and rules differ by their genesis`() {
        #expect(Self.configuration(genesis: 1).fingerprint != Self.configuration(genesis: 2).fingerprint)
    }

    @Test func `keys that bind nobody, twice-used keys and an empty committee are refused`() {
        let small = [1] + [UInt8](repeating: 0, count: 31), second = [UInt8](repeating: 255, count: 32)
        for keys in [[Self.keys[0], small], [second], [Self.keys[0], Self.keys[0]], [[1, 2]], []] {
            #expect(throws: ByteCodingError.self) {
                try VerifierConfiguration(decoding: Self.configuration(keys: keys).encoded)
            }
        }
    }

    @Test func `rules have one encoding`() throws {
        var rules = Self.configuration().rules
        #expect(try HeaderRules(decoding: rules.encoded) == rules)
        // The last byte is that of the choices.
        let constant = rules.encoded
        rules.priceRule = .usage
        #expect(try HeaderRules(decoding: rules.encoded) == rules)
        #expect(rules.encoded == constant.dropLast() + [3])
        for choices: UInt8 in 4...255 {
            #expect(throws: ByteCodingError.notCanonical) { try HeaderRules(decoding: constant.dropLast() + [choices]) }
        }
        rules.priceRule = .constant
        rules.sequencers.reverse()
        #expect(throws: ByteCodingError.notCanonical) { try HeaderRules(decoding: rules.encoded) }
        rules.sequencers = [.eth, .eth]
        #expect(throws: ByteCodingError.notCanonical) { try HeaderRules(decoding: rules.encoded) }
        rules.sequencers = []
        #expect(throws: ByteCodingError.notCanonical) { try HeaderRules(decoding: rules.encoded) }
    }
}
