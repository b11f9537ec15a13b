import ByteCoding
import ConsensusAlgorithms
import Determinism
import Foundation
import QuorumCertificates
import Tendermint
import Testing
import ValidatorSigning
import WriteAheadLog

@Suite struct `Signing` {
    let domain = [UInt8](repeating: 3, count: 32)
    static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    private func signer(_ storage: JournalStorage) throws -> ValidatorSigner<JournalStorage> {
        ValidatorSigner(
            key: try SecretKey(seed: [UInt8](repeating: 5, count: 32)),
            journal: storage.bytes.isEmpty
                ? try SigningJournal(beginning: storage, floor: Height(0), name: "test")
                : try SigningJournal(storage, name: "test"),
            domain: domain)
    }

    private func vote(_ height: UInt64, _ round: UInt32, _ kind: VoteKind, _ block: UInt64?) -> TendermintStatement {
        .vote(
            Vote(
                kind: kind, height: Height(height), round: Round(round),
                block: block.map { BlockID(words: 0, 0, 0, $0) }, validator: ValidatorIndex(0)))
    }

    /// RFC 8032, section 7.1, tests 1 and 3.
    @Test func `signs as the standard says`() throws {
        let cases = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ]
        for (seed, publicKey, message, signature) in cases {
            let key = try SecretKey(seed: try #require(HexBytes.decode(seed.utf8)))
            let bytes = try #require(HexBytes.decode(message.utf8))
            #expect(HexBytes.encode(key.publicBytes) == publicKey)
            #expect(HexBytes.encode(try key.sign(bytes)) == signature)
            let verifier = try VerificationKey(bytes: key.publicBytes)
            #expect(verifier.isGenuine(try key.sign(bytes), of: bytes))
            #expect(!verifier.isGenuine(try key.sign(bytes), of: bytes + [0]))
        }
    }

    @Test func `every field of a vote changes the signed bytes`() {
        let base = vote(1, 2, .prevote, 3)
        let others = [
            vote(2, 2, .prevote, 3), vote(1, 3, .prevote, 3), vote(1, 2, .precommit, 3), vote(1, 2, .prevote, 4),
            vote(1, 2, .prevote, nil),
        ]
        let bytes = base.signingBytes(domain: domain, contentDigest: [])
        for other in others { #expect(other.signingBytes(domain: domain, contentDigest: []) != bytes) }
        #expect(base.signingBytes(domain: [UInt8](repeating: 4, count: 32), contentDigest: []) != bytes)
        #expect(bytes.count == 15 + 32 + 8 + 4 + 1 + 1 + 32)
    }

    @Test func `refuses contradictions and steps back, repeats the same`() throws {
        let signer = try signer(JournalStorage())
        let first = try signer.sign(vote(5, 0, .prevote, 1))
        #expect(try signer.sign(vote(5, 0, .prevote, 1)) == first)
        let position = vote(5, 0, .prevote, 1).position
        let refused = SigningError.wouldContradict(position, last: position)
        #expect(throws: refused) { try signer.sign(vote(5, 0, .prevote, 2)) }
        #expect(throws: refused) { try signer.sign(vote(5, 0, .prevote, nil)) }
        _ = try signer.sign(vote(5, 0, .precommit, 1))
        #expect(throws: SigningError.self) { try signer.sign(vote(5, 0, .prevote, 1)) }
        #expect(throws: SigningError.self) { try signer.sign(vote(4, 9, .precommit, 1)) }
        _ = try signer.sign(vote(6, 0, .prevote, 2))
    }

    @Test func `never contradicts itself over random requests and crashes`() throws {
        var random = SplitMix64(seed: 8)
        let requests = Self.isLong ? 1_000_000 : 100_000
        var storage = JournalStorage()
        var signer = try signer(storage)
        var released: [SigningPosition: TendermintMessage] = [:]
        var refused = 0, crashes = 0
        for request in 0..<requests {
            let height = UInt64(request / 400) + UInt64(random.number(in: 0...2))
            let vote = vote(
                height, UInt32(random.number(in: 0...2)), random.chance(percent: 50) ? .prevote : .precommit,
                random.chance(percent: 20) ? nil : UInt64(random.number(in: 0...3)))
            do {
                let signature = try signer.sign(vote)
                let before = released.updateValue(signature, forKey: vote.position)
                #expect(before == nil || before == signature, "two signatures at \(vote.position)")
            } catch { refused += 1 }
            if random.chance(percent: 3) {
                // A signature whose record is still being written has not left: cut anywhere behind what is durable.
                crashes += 1
                let torn = (0..<random.number(in: 0...52)).map { _ in UInt8(random.number(in: 0...255)) }
                storage = JournalStorage(Array(storage.bytes[..<storage.durable]) + torn)
                signer = try self.signer(storage)
            }
        }
        #expect(refused > 0 && crashes > 0 && released.count > 100)
    }

    @Test func `a journal cut at every byte never allows more than the signature that did not leave`() throws {
        let storage = JournalStorage()
        let whole = try signer(storage)
        for height in 1...6 as ClosedRange<UInt64> { _ = try whole.sign(vote(height, 0, .prevote, 1)) }
        // The floor is the first record.
        let record = 53, start = 8 + 53
        for cut in 0..<start {
            #expect(throws: SigningError.journalCorrupt("cut"), "cut at \(cut)") {
                try SigningJournal(JournalStorage(Array(storage.bytes[..<cut])), name: "cut")
            }
        }
        for cut in start...storage.bytes.count {
            let journal = try SigningJournal(JournalStorage(Array(storage.bytes[..<cut])), name: "cut")
            #expect(journal.last.position.major == UInt64((cut - start) / record), "cut at \(cut)")
        }
    }

    @Test func `a record is where it was and the digest of what was signed`() throws {
        let storage = JournalStorage()
        let statement = vote(0x0102, 3, .precommit, 1)
        _ = try signer(storage).sign(statement)
        let record = Array(storage.bytes.suffix(45))
        #expect(record.prefix(13) == [2, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 2])
        let digest = try SHA256Digest.of(statement.signingBytes(domain: domain, contentDigest: []))
        #expect(Array(record.dropFirst(13)) == digest)
    }

    @Test func `a journal damaged before its end is refused`() throws {
        let storage = JournalStorage()
        let whole = try signer(storage)
        for height in 1...6 as ClosedRange<UInt64> { _ = try whole.sign(vote(height, 0, .prevote, 1)) }
        var damaged = storage.bytes
        damaged[60] ^= 1
        #expect(throws: SigningError.journalCorrupt("x")) { try SigningJournal(JournalStorage(damaged), name: "x") }
    }

    @Test func `a last record whose end never reached the disk was not signed, one that is damaged perhaps was`() throws
    {
        let storage = JournalStorage()
        let whole = try signer(storage)
        for height in 1...3 as ClosedRange<UInt64> { _ = try whole.sign(vote(height, 0, .prevote, 1)) }
        let record = 53, start = storage.bytes.count - record
        for unwritten in start..<storage.bytes.count {
            var torn = storage.bytes
            for index in unwritten..<torn.count { torn[index] = 0 }
            if torn == storage.bytes { continue }
            // A few zeros a digest has by chance, so they say nothing.
            guard torn.count - unwritten >= 8 else {
                #expect(throws: SigningError.journalCorrupt("torn"), "unwritten from \(unwritten) on") {
                    try SigningJournal(JournalStorage(torn), name: "torn")
                }
                continue
            }
            let journal = try SigningJournal(JournalStorage(torn), name: "torn")
            #expect(journal.last.position.major == 2, "unwritten from \(unwritten) on")
        }
        for index in start..<storage.bytes.count {
            var damaged = storage.bytes
            damaged[index] ^= 1
            #expect(throws: SigningError.journalCorrupt("x"), "at \(index)") {
                try SigningJournal(JournalStorage(damaged), name: "x")
            }
        }
        // Two records cannot be torn.
        var two = storage.bytes
        for index in start - record..<two.count { two[index] = 0 }
        #expect(throws: SigningError.journalCorrupt("x")) { try SigningJournal(JournalStorage(two), name: "x") }
    }

    @Test func `the files of a validator: missing journal, open key file, second process`() throws {
        let folder = NSTemporaryDirectory() + "starling-signing-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = folder + "/key", journal = folder + "/journal"
        try (HexBytes.encode([UInt8](repeating: 5, count: 32)) + "\n").write(
            toFile: key, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = { (floor: Height?) in
            try ValidatorSigner<LogFile>(keyPath: key, journalPath: journal, domain: domain, floor: floor)
        }
        #expect(throws: SigningError.keyFileTooOpen(key)) { try open(nil) }
        #expect(throws: SigningError.badKeyFile(folder + "/none")) {
            try ValidatorSigner<LogFile>(keyPath: folder + "/none", journalPath: journal, domain: domain, floor: nil)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        #expect(throws: SigningError.journalMissing(journal)) { try open(nil) }
        #expect(throws: SigningError.lockUnusable(folder + "/none/x.lock", reason: "No such file or directory")) {
            try ValidatorSigner<LogFile>(keyPath: key, journalPath: folder + "/none/x", domain: domain, floor: nil)
        }
        let signer = try open(Height(10))
        #expect(throws: SigningError.locked(journal + ".lock")) { try open(nil) }
        #expect(throws: SigningError.self) { try signer.sign(vote(10, 0, .prevote, 1)) }
        _ = try signer.sign(vote(11, 0, .prevote, 1))
    }

    @Test func `a journal file that was emptied or cut before its first record is refused, floor or not`() throws {
        let folder = NSTemporaryDirectory() + "starling-signing-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/journal"
        try SigningJournal.create(path: path, floor: Height(3))
        let whole = try #require(FileManager.default.contents(atPath: path))
        #expect(try SigningJournal(LogFile(path: path), name: path).last.position == .last(in: 3))
        for count in [0, 4, 8, 20, whole.count - 1] {
            #expect(FileManager.default.createFile(atPath: path, contents: whole.prefix(count)))
            #expect(throws: SigningError.journalCorrupt(path), "\(count) bytes") {
                try SigningJournal(LogFile(path: path), name: path)
            }
        }
        // Nor is a journal begun over another.
        #expect(FileManager.default.createFile(atPath: path, contents: whole))
        #expect(throws: SigningError.journalCorrupt(path)) { try SigningJournal.create(path: path, floor: Height(9)) }
    }
}
