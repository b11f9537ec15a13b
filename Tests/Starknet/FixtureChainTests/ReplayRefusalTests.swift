import BlockPrograms
import CasmModel
import FiniteFields
import FixtureChains
import ProtocolRules
import StarknetModel
import Testing

@testable import BlockVerifying

/// Checks of the replay that an attacker who also proves what he changed would meet alone: what was rebuilt before is
/// exchanged right in front of the replay, so that no other check sees it.
@Suite(.serialized) struct ReplayRefusalTests {
    private typealias Verification = BlockVerification<OpenSSLSignatures>

    private func verification(of number: UInt64, before check: BlockCheck = .replay) throws -> Verification {
        let parts = try FixtureParts(number)
        var verification = try Verification(
            parts.assembled(), by: BlockVerifier(configuration: parts.configuration))
        for earlier in BlockCheck.allCases where earlier.rawValue < check.rawValue && verification.applies(earlier) {
            try verification.run(earlier)
        }
        return verification
    }

    private func rejection(_ verification: Verification) -> BlockRejection? {
        var copy = verification
        do throws(BlockRejection) {
            try copy.run(.replay)
            return nil
        } catch { return error }
    }

    private func isOtherFrame(_ rejection: BlockRejection?) -> Bool {
        if case .replay(_, _, .otherFrame) = rejection { true } else { false }
    }

    @Test(arguments: FixtureChain.provenBlocks)
    func `a frame of another class, entry point, builtin list, gas or transaction`(number: UInt64) throws {
        let honest = try verification(of: number)
        #expect(rejection(honest) == nil)
        let changes: [(inout BlockManifest) -> Void] = [
            { $0.classHashes[$0.frames[0].classIndex] = .one }, { $0.frames[0].entryOffset += 1 },
            { $0.frames[0].builtins.append(.poseidon) }, { $0.frames[0].gasIn += 1 },
            { $0.frames[0].transaction += 1 },
        ]
        for (index, change) in changes.enumerated() {
            var changed = honest
            change(&changed.manifest)
            #expect(isOtherFrame(rejection(changed)), "change \(index)")
        }
    }

    @Test func `a class that was not handed in is not an undeclared one`() throws {
        var changed = try verification(of: 1)
        let first = try #require(changed.manifest.frames.first).classIndex
        changed.classes[changed.manifest.classHashes[first]] = nil
        #expect(rejection(changed) == .replay(transaction: 0, frame: 0, .classMissing))
    }

    // MARK: Assertions

    /// The place in the program of the request of the first system call of a kind, and its frame.
    private func request(_ call: SystemCall, _ number: UInt64) throws -> (frame: Int, cell: Int) {
        let parts = try FixtureParts(number)
        let (frame, index) = try #require(try parts.find(call).first)
        return (frame, try parts.place(frame: frame, systemCall: index).request + (try parts.codeCount()))
    }

    private func isTranscriptEnd(_ rejection: BlockRejection?, _ frame: Int) -> Bool {
        if case .replay(_, frame, .transcriptEnd) = rejection { true } else { false }
    }

    @Test func `assertions that nothing meets, or that stand twice`() throws {
        let (frame, cell) = try request(.sha256ProcessBlock, 10)
        let honest = try verification(of: 10)
        let nothing = AssertedArray(cell: cell, hasEnd: false, expected: CellRange(offset: 0, count: 0))
        var changed = honest
        changed.manifest.frames[frame].asserts = [nothing]
        #expect(isTranscriptEnd(rejection(changed), frame))
        // The state of a hash: eight cells, asserted at the place where the request names them.
        let first = try #require(honest.program[cell + 2].asUInt64)
        let state = AssertedArray(cell: cell + 2, hasEnd: false, expected: CellRange(offset: Int(first) - 1, count: 8))
        changed.manifest.frames[frame].asserts = [state]
        #expect(rejection(changed) == nil)
        changed.manifest.frames[frame].asserts = [state, state]
        #expect(isTranscriptEnd(rejection(changed), frame))
    }

    @Test func `an assertion of another form than the request's`() throws {
        let (frame, cell) = try request(.sha256ProcessBlock, 10)
        let honest = try verification(of: 10)
        let first = Int(try #require(honest.program[cell + 2].asUInt64)) - 1
        for (hasEnd, count) in [(true, 8), (false, 7), (false, 9)] {
            var changed = honest
            changed.manifest.frames[frame].asserts = [
                AssertedArray(cell: cell + 2, hasEnd: hasEnd, expected: CellRange(offset: first, count: count))
            ]
            #expect(isTranscriptEnd(rejection(changed), frame), "\(hasEnd) \(count)")
        }
        // The input of keccak is an array with an end.
        let keccak = try request(.keccak, 10)
        let start = Int(try #require(honest.program[keccak.cell + 2].asUInt64)) - 1
        let end = Int(try #require(honest.program[keccak.cell + 3].asUInt64)) - 1
        for (hasEnd, isRefused) in [(true, false), (false, true)] {
            var changed = honest
            changed.manifest.frames[keccak.frame].asserts = [
                AssertedArray(
                    cell: keccak.cell + 2, hasEnd: hasEnd, expected: CellRange(offset: start, count: end - start))
            ]
            #expect(isTranscriptEnd(rejection(changed), keccak.frame) == isRefused)
        }
    }

    // MARK: Dictionaries

    @Test func `an arena of another size, or whose dictionaries end before they begin or beyond memory`() throws {
        let honest = try verification(of: 10)
        let frame = try #require(honest.manifest.frames.firstIndex { ($0.arena?.dictionaries ?? 0) > 1 })
        let arena = try #require(honest.manifest.frames[frame].arena)
        let stopped = BlockRejection.replay(
            transaction: honest.manifest.frames[frame].transaction, frame: frame, .arena)
        var changed = honest
        changed.manifest.frames[frame].arena?.dictionaries = BlockProgramLimits.arrayMax
        changed.manifest.frames[frame].arena?.operations = 2 * BlockProgramLimits.arrayMax
        #expect(rejection(changed) == stopped)
        // One operation less, with the triple that is then the last as it should be.
        changed = honest
        let last = arena.base + 3 * arena.operations
        for cell in 0..<3 { changed.program[last - 3 + cell] = changed.program[last + cell] }
        changed.manifest.frames[frame].arena?.operations -= 1
        #expect(rejection(changed) == stopped)
        let info = arena.infos + 3 * (arena.dictionaries - 1)
        for end in [changed.program[info] - .one, Felt252(536_870_912), .zero] {
            changed = honest
            changed.program[info + 1] = end
            #expect(rejection(changed) == stopped, "\(end.hex)")
        }
        changed = honest
        changed.program[info + 1] = Felt252(536_870_911)
        #expect(rejection(changed) == nil)
    }

    // MARK: Responses

    @Test(
        arguments: [(SystemCall.callContract, 1), (.libraryCall, 1), (.sha256ProcessBlock, 10)]
            as [(SystemCall, UInt64)])
    func `a response that names other cells than the protocol's`(call: SystemCall, number: UInt64) throws {
        let parts = try FixtureParts(number), honest = try verification(of: number), code = try parts.codeCount()
        for (frame, index) in try parts.find(call) {
            let cell = code + (try parts.place(frame: frame, systemCall: index).response) + 2
            if call != .sha256ProcessBlock, honest.program[cell] == honest.program[cell + 1] { continue }
            var changed = honest
            changed.program[cell] = changed.program[cell] + .one
            let transaction = honest.manifest.frames[frame].transaction
            // The frame named is the last that was entered: the callee's.
            guard case .replay(transaction, _, .response) = rejection(changed) else {
                Issue.record("\(rejection(changed).map { "\($0)" } ?? "accepted")")
                return
            }
            return
        }
        Issue.record("no \(call) with a response that has cells")
    }

    // MARK: Meta transactions

    @Test func `inside a meta transaction nothing but that is seen`() throws {
        let parts = try FixtureParts(1), honest = try verification(of: 1), code = try parts.codeCount()
        /// Where the execution info of a system call stands in the program.
        func info(_ call: (frame: Int, systemCall: Int)) throws -> Int {
            let place = code + (try parts.place(frame: call.frame, systemCall: call.systemCall).response) + 2
            return Int(try #require(honest.program[place].asUInt64)) - 1
        }
        let meta = try #require(try parts.find(.metaTxV0).first), calls = try parts.find(.getExecutionInfo)
        let inside = try #require(calls.first { $0.frame > meta.frame })
        let outside = try #require(calls.first { $0.frame < meta.frame })
        let seen = try info(inside), transaction = Int(try #require(honest.program[seen + 1].asUInt64)) - 1
        #expect(honest.program[transaction] == .zero)
        let refused = BlockRejection.replay(
            transaction: honest.manifest.frames[inside.frame].transaction, frame: inside.frame, .executionInfo)
        // Every cell of it that is no pointer: version, account, fee, hash, chain, nonce, tip, modes.
        for cell in [0, 1, 2, 5, 6, 7, 10, 13, 14] {
            var changed = honest
            changed.program[transaction + cell] = changed.program[transaction + cell] + .one
            #expect(rejection(changed) == refused, "cell \(cell)")
        }
        // A signature without its last felt, and the transaction around it.
        var changed = honest
        changed.program[transaction + 4] = changed.program[transaction + 4] - .one
        #expect(rejection(changed) == refused)
        changed = honest
        changed.program[seen + 1] = honest.program[try info(outside) + 1]
        #expect(rejection(changed) == refused)
        // Its caller is nobody.
        changed = honest
        let account = try #require(honest.manifest.frames.indices.first { $0 > meta.frame })
        changed.manifest.frames[account].gasIn += 1
        #expect(isOtherFrame(rejection(changed)))
    }

    @Test func `a handle that stands for two points wherever it is used`() throws {
        let parts = try FixtureParts(10), honest = try verification(of: 10), code = try parts.codeCount()
        let product = try #require(try parts.find(.secp256k1Mul).first)
        let new = try #require(try parts.find(.secp256k1New).first)
        let name = honest.program[code + (try parts.place(frame: new.frame, systemCall: new.systemCall).response) + 3]
        let place = code + (try parts.place(frame: product.frame, systemCall: product.systemCall).response) + 2
        let other = honest.program[place]
        #expect(name != other)
        var changed = honest
        let transcript = honest.manifest.frames[product.frame].transcript
        for cell in place..<transcript.offset + transcript.count where changed.program[cell] == other {
            changed.program[cell] = name
        }
        let transaction = honest.manifest.frames[new.frame].transaction
        #expect(rejection(changed) == .replay(transaction: transaction, frame: new.frame, .handle))
    }
}
