import BlockPrograms
import FiniteFields
import ProtocolRules
import SHA2
import StarknetModel
import Testing

/// Conditions and limits of the system calls that stay in their frame.
struct SystemCallRuleTests {
    private typealias Stop = RuleStop<ScriptedHost.Unreadable>
    private let gas: UInt64 = 100_000_000

    private func abort(
        _ kind: SystemCall, _ arguments: [SystemCallArgument], _ host: inout ScriptedHost
    ) -> ExecutionAbort? {
        host.abort { (host) throws(Stop) in try host.serve(kind, gas: gas, arguments, for: ScriptedHost.entry()) }
    }

    private func felts(_ count: Int) -> SystemCallArgument { .array([Felt252](repeating: .one, count: count)) }

    @Test func `storage is written and read, in domain zero and with keys of 251 bits`() throws {
        var host = ScriptedHost.simple()
        let key = Felt252(9), value = Felt252(77)
        #expect(abort(.storageWrite, [.felt(.zero), .felt(key), .felt(value)], &host) == nil)
        let answer = try host.serve(.storageRead, gas: gas, [.felt(.zero), .felt(key)], for: ScriptedHost.entry())
        #expect(answer.items == [.felt(value)])
        #expect(abort(.storageRead, [.felt(.one), .felt(key)], &host) == .storageDomain(.one))
        #expect(
            abort(.storageRead, [.felt(.zero), .felt(-Felt252.one)], &host) == .malformedSystemCall(.storageRead))
    }

    @Test func `events have at most so many keys and data, and a transaction so many events`() {
        var host = ScriptedHost.simple()
        let keys = ProtocolConstants.eventKeysMax, data = ProtocolConstants.eventDataMax
        #expect(abort(.emitEvent, [felts(keys), felts(data)], &host) == nil)
        #expect(abort(.emitEvent, [felts(keys + 1), felts(0)], &host) == .eventLimit(.keys, count: keys + 1))
        #expect(abort(.emitEvent, [felts(0), felts(data + 1)], &host) == .eventLimit(.data, count: data + 1))
        for _ in 1..<ProtocolConstants.eventsPerTransactionMax {
            #expect(abort(.emitEvent, [felts(1), felts(1)], &host) == nil)
        }
        let most = ProtocolConstants.eventsPerTransactionMax
        #expect(abort(.emitEvent, [felts(1), felts(1)], &host) == .eventLimit(.events, count: most + 1))
        #expect(host.effects.events.count == most)
    }

    @Test func `messages go to addresses of 160 bits and have a limit in felts`() {
        var host = ScriptedHost.simple()
        let ethereum = Felt252(reducing: .max, .max, 0xffff_ffff, 0)
        let most = ProtocolConstants.messageFeltsMax - 3
        #expect(abort(.sendMessageToL1, [.felt(ethereum), felts(most)], &host) == nil)
        #expect(abort(.sendMessageToL1, [.felt(ethereum), felts(0)], &host) == .messageLimit)
        host = .simple()
        #expect(abort(.sendMessageToL1, [.felt(ethereum), felts(most + 1)], &host) == .messageLimit)
        for address in [ethereum + .one, Felt252(reducing: 0, 0, 0, 1)] {
            let refused = abort(.sendMessageToL1, [.felt(address), felts(0)], &host)
            #expect(refused == .notEthereumAddress(address))
        }
        #expect(host.effects.messages.isEmpty)
    }

    @Test func `a class can be replaced by one that is declared`() throws {
        var host = ScriptedHost.simple()
        let new = ClassHash(Felt252(8))
        #expect(abort(.replaceClass, [.felt(new.felt)], &host) == .undeclaredReplacement(new))
        host.declare(new, [])
        #expect(abort(.replaceClass, [.felt(new.felt)], &host) == nil)
        #expect(try host.state.classHash(at: ScriptedHost.contract) == new)
    }

    @Test func `hashes of blocks from ten before on are answered`() throws {
        var host = ScriptedHost.simple()
        func failed(_ number: UInt64, isValidation: Bool = false) throws -> Bool {
            let call = ScriptedHost.entry(isValidation: isValidation)
            return try host.serve(.getBlockHash, gas: gas, [.felt(Felt252(number))], for: call).failed
        }
        #expect(try failed(1224) == false)
        #expect(try failed(1225))
        // Validation sees block 1200.
        #expect(try failed(1190, isValidation: true) == false)
        #expect(try failed(1191, isValidation: true))
        host.block.blockNumber = 9
        #expect(try failed(0))
    }

    @Test func `a system call that cannot be paid fails and costs nothing`() throws {
        var host = ScriptedHost.simple()
        let answer = try host.serve(.storageRead, gas: 1, [.felt(.zero), .felt(.one)], for: ScriptedHost.entry())
        #expect(answer.failed && answer.gasLeft == 1 && answer.items == [.array([ProtocolFelts.outOfGas])])
    }

    @Test func `arguments of another kind or number than the request's abort`() {
        var host = ScriptedHost.simple()
        let cases: [(SystemCall, [SystemCallArgument])] = [
            (.storageRead, []), (.storageRead, [.felt(.zero)]), (.storageRead, [.felt(.zero), .array([])]),
            (.emitEvent, []), (.emitEvent, [.array([])]), (.emitEvent, [.array([]), .felt(.one)]),
            (.getClassHashAt, [.felt(-Felt252.one)]), (.secp256k1New, [.array([])]),
        ]
        for (kind, arguments) in cases {
            #expect(abort(kind, arguments, &host) == .malformedSystemCall(kind), "\(kind)")
        }
    }

    /// One block each, "abc" and its padding, with the digests of FIPS 180-4's examples.
    @Test func `a block of SHA-256 or SHA-512 is of so many words, each in its range`() throws {
        typealias Example = (kind: SystemCall, state: [UInt64], text: UInt64, digest: UInt64, tooLarge: Felt252)
        let examples: [Example] = [
            (
                .sha256ProcessBlock, (0..<8).map { UInt64(SHA256.initialState[$0]) }, 0x6162_6380, 0xba78_16bf,
                Felt252(UInt64(1) << 32)
            ),
            (
                .sha512ProcessBlock, (0..<8).map { SHA512.initialState[$0] }, 0x6162_6380_0000_0000,
                0xddaf_35a1_9361_7aba, Felt252(UInt128(1) << 64)
            ),
        ]
        for example in examples {
            var host = ScriptedHost.simple()
            let state = example.state.map { Felt252($0) }
            var block = [Felt252](repeating: .zero, count: 16)
            block[0] = Felt252(example.text)
            block[15] = 24
            let answer = try host.serve(
                example.kind, gas: gas, [.array(state), .array(block)], for: ScriptedHost.entry())
            guard case .cells(let words) = answer.items.first else {
                Issue.record("\(example.kind) has no answer")
                continue
            }
            #expect(!answer.failed && words.count == 8 && words[0] == Felt252(example.digest))
            for (index, length) in [(0, 16), (15, 16), (0, 15), (0, 17)] {
                var wrong = [Felt252](repeating: .zero, count: length)
                if length == 16 { wrong[index] = example.tooLarge }
                #expect(
                    abort(example.kind, [.array(state), .array(wrong)], &host)
                        == .malformedSystemCall(example.kind), "\(index) of \(length)")
            }
            for wrong in [[example.tooLarge] + state.dropFirst(), Array(state.dropFirst())] {
                #expect(
                    abort(example.kind, [.array(wrong), .array(block)], &host) == .malformedSystemCall(example.kind))
            }
        }
    }

    @Test func `what the host cannot read is no abort`() {
        var source = ScriptedHost.Source()
        source.broken = ScriptedHost.other
        var host = ScriptedHost(source)
        do throws(Stop) {
            _ = try host.serve(.getClassHashAt, gas: gas, [.felt(ScriptedHost.other.felt)], for: ScriptedHost.entry())
            Issue.record("answered")
        } catch {
            guard case .host = error else {
                Issue.record("\(error)")
                return
            }
        }
    }
}
