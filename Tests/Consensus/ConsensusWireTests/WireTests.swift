import ByteCoding
import ConsensusAlgorithms
import ConsensusWire
import Determinism
import Foundation
import ProtobufCoding
import QuorumCertificates
import Tendermint
import Testing
import VectorFiles

typealias Frame = PeerMessage<TendermintMachine>
typealias Piece = StreamMessage<TendermintMachine>

/// One of each message, with edge values.
enum Samples {
    static let signature = [UInt8](repeating: 9, count: 64)
    static let block = BlockID(words: 1, 2, 3, .max)

    static func vote(_ kind: VoteKind, _ height: UInt64, _ round: UInt32, _ block: BlockID?, _ voter: Int) -> SignedVote
    {
        SignedVote(
            vote: Vote(
                kind: kind, height: Height(height), round: Round(round), block: block, validator: ValidatorIndex(voter)),
            signature: signature)
    }

    static func proposal(validRound: UInt32?, polka: [SignedVote]) -> TendermintMessage {
        let signed = SignedProposal(
            proposal: Proposal(
                height: Height(7), round: Round(3), validRound: validRound.map(Round.init), block: block,
                proposer: ValidatorIndex(2)),
            signature: signature, polka: polka)
        return .proposal(signed)
    }

    static let certificate = QuorumCertificate(
        height: Height(300), round: Round(1), block: block,
        signatures: [0, 1, 3].map { .init(validator: ValidatorIndex($0), bytes: signature) })

    static let messages: [Frame] = [
        .hello(version: 1, domain: [UInt8](repeating: 5, count: 32)),
        .message(.vote(vote(.prevote, 0, 0, nil, 0))), .message(.vote(vote(.precommit, .max, .max, block, 127))),
        .stream(
            Piece(
                streamNumber: 0, messageNumber: 0,
                part: .start(proposal(validRound: nil, polka: []), contentByteCount: 0))),
        .stream(
            Piece(
                streamNumber: 5, messageNumber: 0,
                part: .start(
                    proposal(validRound: 0, polka: [vote(.prevote, 7, 0, block, 1), vote(.prevote, 7, 0, block, 2)]),
                    contentByteCount: WireLimits.contentBytesMax))),
        .stream(Piece(streamNumber: 5, messageNumber: 1, part: .content([1, 2, 3]))),
        .stream(Piece(streamNumber: 5, messageNumber: 2, part: .end)),
        .summary(
            HeightSummary(
                height: Height(4), round: .zero, proposals: [block, block], prevotes: ValidatorBitmap(low: 5, high: 1),
                precommits: ValidatorBitmap())),
        .blockRequest(Height(0)), .blockRequest(Height(1 << 40)),
        .decidedBlock(certificate, content: [1]), .transaction([0]),
    ]
}

struct `Messages between validators` {
    @Test(arguments: Samples.messages)
    func `come back as they were`(_ message: Frame) throws {
        #expect(try Frame(wireBytes: message.wireBytes) == message)
    }

    /// Encodings by another implementation, see Vectors/peer/PROVENANCE.md.
    @Test
    func `are the bytes that protobuf writes`() throws {
        let vectors = try #require(try VectorFiles.json("peer/messages.json") as? [String: String])
        let block = try #require(BlockID(bytes: (1...32).map { UInt8($0) }))
        let vote = { (height: UInt64, round: UInt32, voter: Int) in
            SignedVote(
                vote: Vote(
                    kind: .prevote, height: Height(height), round: Round(round), block: block,
                    validator: ValidatorIndex(voter)),
                signature: Samples.signature)
        }
        let proposal = { (validRound: Round?, polka: [SignedVote]) in
            TendermintMessage.proposal(
                SignedProposal(
                    proposal: Proposal(
                        height: Height(7), round: Round(3), validRound: validRound, block: block,
                        proposer: ValidatorIndex(2)),
                    signature: Samples.signature, polka: polka))
        }
        let certificate = QuorumCertificate(
            height: Height(300), round: Round(1), block: block, signatures: Samples.certificate.signatures)
        let expected: [String: Frame] = [
            "hello": .hello(version: 1, domain: [UInt8](repeating: 5, count: 32)),
            "nil prevote of zeros": .message(.vote(Samples.vote(.prevote, 0, 0, nil, 0))),
            "precommit of the largest numbers": .message(.vote(Samples.vote(.precommit, .max, .max, block, 127))),
            "fresh proposal": .stream(
                Piece(
                    streamNumber: 0, messageNumber: 0, part: .start(proposal(nil, []), contentByteCount: 0))),
            "repeated proposal": .stream(
                Piece(
                    streamNumber: 5, messageNumber: 0,
                    part: .start(proposal(.zero, [vote(7, 0, 1), vote(7, 0, 2)]), contentByteCount: 3 << 20))),
            "part": .stream(Piece(streamNumber: 5, messageNumber: 1, part: .content([1, 2, 3]))),
            "end": .stream(Piece(streamNumber: 5, messageNumber: 2, part: .end)),
            "summary": .summary(
                HeightSummary(
                    height: Height(4), round: .zero, proposals: [block, block],
                    prevotes: ValidatorBitmap(low: 5, high: 1), precommits: ValidatorBitmap())),
            "request of genesis": .blockRequest(Height(0)), "request": .blockRequest(Height(1 << 40)),
            "decided block": .decidedBlock(certificate, content: [1]), "transaction": .transaction([0]),
        ]
        #expect(Set(vectors.keys) == Set(expected.keys))
        for (name, message) in expected {
            let bytes = try #require(vectors[name])
            #expect(HexBytes.encode(message.wireBytes) == bytes, "\(name)")
        }
    }

    @Test(arguments: Samples.messages)
    func `have one encoding: whatever decodes encodes to the same bytes`(_ message: Frame) {
        var random = SplitMix64(seed: 12)
        let bytes = message.wireBytes
        for _ in 0..<2_000 {
            var damaged = bytes
            for _ in 0..<random.number(in: 1...3) {
                let position = random.number(in: 0...max(damaged.count - 1, 0))
                switch random.number(in: 0...3) {
                case 0 where !damaged.isEmpty: damaged[position] = UInt8(random.number(in: 0...255))
                case 1 where !damaged.isEmpty: damaged.remove(at: position)
                case 2: damaged.insert(UInt8(random.number(in: 0...255)), at: min(position, damaged.count))
                default: damaged = Array(damaged.prefix(position))
                }
            }
            if let decoded = try? Frame(wireBytes: damaged) { #expect(decoded.wireBytes == damaged) }
        }
    }

    @Test func `are refused with a reason`() {
        let refusal = { (bytes: [UInt8]) -> WireError? in
            do throws(WireError) {
                _ = try Frame(wireBytes: bytes)
                return nil
            } catch { return error }
        }
        #expect(refusal([]) == .missingField(1))
        #expect(refusal([0x12]) == .truncated)
        #expect(refusal([0x4a, 0]) == .unexpectedField(9))
        #expect(refusal([0x10, 0]) == .wrongWireType(field: 2))
        #expect(refusal(Frame.blockRequest(Height(1)).wireBytes + [0]) == .outOfRange(field: 0))
        #expect(refusal(Frame.blockRequest(Height(1)).wireBytes + [0x78, 1]) == .trailingBytes)
        // Vote without a signature; vote kind 2; an explicit zero height.
        #expect(refusal([0x12, 0]) == .missingField(7))
        #expect(refusal([0x12, 2, 0x10, 2]) == .outOfRange(field: 2))
        #expect(refusal([0x12, 2, 0x18, 0]) == .notCanonical)
        // A length that is far beyond the frame.
        #expect(refusal([0x12, 0xff, 0xff, 0xff, 0xff, 0x0f]) == .tooLong(field: 2))
        #expect(refusal([UInt8](repeating: 0, count: WireLimits.frameBytesMax + 1)) == .tooLong(field: 0))
        let tooLarge = Frame.transaction([UInt8](repeating: 1, count: WireLimits.transactionBytesMax + 1))
        #expect(refusal(tooLarge.wireBytes) == .tooLong(field: 7))
        #expect(
            refusal(Frame.transaction([UInt8](repeating: 1, count: WireLimits.transactionBytesMax)).wireBytes)
                == nil)
    }

    @Test func `a proposal survives being cut into parts`() throws {
        for count in [0, 1, WireLimits.partBytesMax, WireLimits.partBytesMax + 1, 5 * WireLimits.partBytesMax] {
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let proposal = Samples.proposal(validRound: 0, polka: [Samples.vote(.prevote, 7, 0, Samples.block, 1)])
            var assembler = OfferAssembler<TendermintMachine>()
            let pieces = Piece.pieces(of: proposal, content: content, streamNumber: 1)
            for piece in pieces.dropLast() { #expect(try assembler.add(piece) == nil) }
            let last = try #require(pieces.last)
            let whole = try assembler.add(last)
            #expect(whole?.0 == proposal && whole?.content == content)
        }
    }

    @Test func `a stream with a part missing, repeated, too many or from elsewhere is refused`() throws {
        let content = [UInt8](repeating: 1, count: 3 * WireLimits.partBytesMax)
        let pieces = Piece.pieces(
            of: Samples.proposal(validRound: nil, polka: []), content: content, streamNumber: 1)
        let foreign = Piece(streamNumber: 2, messageNumber: 1, part: .content([1]))
        let bad: [(String, [Piece])] = [
            ("part of no stream", [pieces[1]]),
            ("a stream begins with a later part", [Piece(streamNumber: 1, messageNumber: 1, part: pieces[0].part)]),
            ("a stream begins inside another", [pieces[0], pieces[0]]), ("part out of order", [pieces[0], pieces[2]]),
            ("part out of order", [pieces[0], pieces[1], pieces[1]]), ("part of no stream", [pieces[0], foreign]),
            (
                "fewer bytes than announced",
                [pieces[0], pieces[1], Piece(streamNumber: 1, messageNumber: 2, part: .end)]
            ),
            (
                "more bytes than announced",
                Array(pieces.prefix(4)) + [Piece(streamNumber: 1, messageNumber: 4, part: .content([1]))]
            ),
        ]
        for (reason, sequence) in bad {
            #expect(throws: WireError.brokenStream(reason)) {
                var assembler = OfferAssembler<TendermintMachine>()
                for piece in sequence { _ = try assembler.add(piece) }
            }
        }
    }

    @Test func `log records come back as they were`() throws {
        let vote = Samples.vote(.precommit, 7, 3, nil, 1)
        let offer = { (round: UInt32) in BlockOffer(height: Height(7), round: Round(round), block: Samples.block) }
        let records: [LoggedInput<TendermintMachine>] =
            [
                .snapshot(HeightSnapshot(height: Height(5))), .input(.begin(Height(1)), content: []),
                .input(.message(.vote(vote)), content: []),
                .input(.message(Samples.proposal(validRound: 2, polka: [vote])), content: [1, 2]),
                .input(.built(offer(0)), content: [3]), .input(.verdict(offer(2), .valid), content: []),
                .input(.verdict(offer(0), .invalid), content: []), .input(.verdict(offer(1), .untimely), content: []),
            ]
            + Timeout.Kind.allCases.map {
                .input(.timer(Timeout(kind: $0, height: Height(9), round: Round(1))), content: [])
            }
        for record in records { #expect(try LoggedInput<TendermintMachine>(bytes: record.bytes) == record) }
        // As logs on disks have them since before there was another algorithm.
        let block = "220a20000000000000000100000000000000020000000000000003ffffffffffffffff"
        let signature = String(repeating: "09", count: 64)
        let signed = "10011807200330013a40" + signature
        let proposal = "08071003180220022a\(block)3240\(signature)82014a\(signed)"
        let written = [
            "3a020805", "0a020801", "1a4a" + signed, "12c2010abb01" + proposal + "12020102",
            "222908071a\(block)220103", "2a2a080710021a\(block)2001", "2a2608071a\(block)",
            "2a2a080710011a\(block)2002", "320408091001",
            "3206080910011801", "3206080910011802",
        ]
        #expect(records.map { HexBytes.encode($0.bytes) } == written)
    }
}
