import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel
import StateTries
import Testing

/// What a dishonest majority could change in a block about who was aborted. The replay finds the first abort itself, from
/// requests and opened state: nothing in the proof file says where it is.
struct AbortAttackTests {
    /// A call that succeeds, a call that catches the abort, one that is told of it, and a deployment that aborts.
    private static func block() throws -> ProvenBlock {
        let nobody = AbortedBlock.nowhere.felt
        return try AbortedBlock.make([
            .init(nil, "write_slot", [5, 6]),
            .init(.noContract, "try_call", [nobody, 1, 0]),
            .init(.undeclaredClass, "library_any", [AbortedBlock.undeclared, 1, 0]),
            .init(.constructorFailed, "try_deploy", [AbortedBlock.tiny.felt, 4, 1, 13]),
            .init(.recursionDepth, "nest", [60, 99, 12]),
        ]).block
    }

    private static let void = [SystemCallRecording.Response.array([ProtocolFelts.aborted])]

    /// The frames of a transaction in the block's numbering.
    private func frames(_ block: ProvenBlock, of transaction: Int) -> [Int] {
        block.manifest.frames.indices.filter { block.manifest.frames[$0].transaction == transaction }
    }

    /// The last frame of a transaction that has a void answer, and the first of these.
    private func abort(_ block: ProvenBlock, in transaction: Int) throws -> (frame: Int, systemCall: Int) {
        let frame = try #require(
            frames(block, of: transaction).last { block.frames[$0].systemCalls.contains { $0.response == Self.void } })
        let call = try #require(block.frames[frame].systemCalls.firstIndex { $0.response == Self.void })
        return (frame, call)
    }

    /// Writes the response of a system call that takes as many cells.
    private func answer(
        _ block: inout ProvenBlock, _ place: (frame: Int, systemCall: Int), gas: UInt64, failed: Bool, _ data: [Felt252]
    ) {
        let address = Felt252(UInt64(block.program.layout.codeCount + block.data.count + 1))
        block.data += data
        let response = block.dataIndex(block.place(frame: place.frame, systemCall: place.systemCall).response)
        block.data[response] = Felt252(gas)
        block.data[response + 1] = failed ? .one : .zero
        block.data[response + 2] = address
        block.data[response + 3] = address + Felt252(UInt64(data.count))
    }

    private func pretend(_ block: inout ProvenBlock, _ transaction: Int, _ status: ExecutionStatus) {
        block.block.receipts[transaction].status = status
        block.commitAgain()
    }

    @Test func `an execution that succeeded is not aborted`() throws {
        let honest = try Self.block()
        // The account's call of the contract is answered by the void, with and without the frame that was called.
        let execute = try #require(frames(honest, of: 0).dropFirst().first)
        var block = honest
        answer(&block, (execute, 0), gas: 0, failed: true, [ProtocolFelts.aborted])
        pretend(&block, 0, .reverted(reason: [0x3f]))
        #expect(try block.rejection() == .replay(transaction: 0, frame: execute + 1, .gas))
        block.manifest.frames.remove(at: execute + 1)
        try block.realign()
        #expect(try block.rejection() == .replay(transaction: 0, frame: execute + 1, .otherFrame))
        // Its receipt alone.
        block = honest
        pretend(&block, 0, .reverted(reason: [0x3f]))
        #expect(try block.rejection() == .receipt(transaction: 0, .status))
    }

    @Test func `an execution that was aborted did not succeed, fail or panic`() throws {
        let honest = try Self.block()
        for transaction in [1, 2] {
            let place = try abort(honest, in: transaction)
            let call = honest.frames[place.frame].systemCalls[place.systemCall]
            let paid = call.gas - call.call.requiredGas(arrayCount: 0)
            let answers: [(gas: UInt64, failed: Bool, data: [Felt252])] = [
                // It succeeded, the callee failed, there was no such function, the gas was out.
                (paid, false, []), (paid, true, [1, ProtocolFelts.entryPointFailed]),
                (paid, true, [ProtocolFelts.entryPointNotFound, ProtocolFelts.entryPointFailed]),
                (call.gas, true, [ProtocolFelts.outOfGas]),
                // The void with gas, or as a success.
                (paid, true, [ProtocolFelts.aborted]), (0, false, [ProtocolFelts.aborted]),
            ]
            for entry in answers {
                var block = honest
                answer(&block, place, gas: entry.gas, failed: entry.failed, entry.data)
                #expect(
                    try block.rejection() == .replay(transaction: transaction, frame: place.frame, .gas), "\(entry)")
            }
            // The void is told in one way only.
            for data in [[], [ProtocolFelts.aborted, ProtocolFelts.aborted], [ProtocolFelts.outOfGas]] {
                var block = honest
                answer(&block, place, gas: 0, failed: true, data)
                #expect(
                    try block.rejection() == .replay(transaction: transaction, frame: place.frame, .response))
            }
        }
    }

    @Test func `callers of an aborted frame, and system calls behind the abort, hear nothing else`() throws {
        let honest = try Self.block()
        for transaction in [1, 2, 3, 4] {
            for frame in frames(honest, of: transaction) {
                for (index, call) in honest.frames[frame].systemCalls.enumerated() where call.response == Self.void {
                    var block = honest
                    answer(&block, (frame, index), gas: 1, failed: true, [ProtocolFelts.aborted])
                    guard case .replay(transaction, _, .gas) = try block.rejection() else {
                        Issue.record("transaction \(transaction), frame \(frame), call \(index)")
                        return
                    }
                }
            }
        }
    }

    @Test func `status, reason, gas and fee of an aborted execution`() throws {
        let honest = try Self.block()
        for transaction in 1..<5 {
            var block = honest
            pretend(&block, transaction, .succeeded)
            #expect(try block.rejection() == .receipt(transaction: transaction, .status))
            for reason in [[0x3f], []] as [[UInt8]] {
                block = honest
                pretend(&block, transaction, .reverted(reason: reason))
                #expect(try block.rejection() == .receipt(transaction: transaction, .reason))
            }
            for change in [1, -1] {
                block = honest
                let gas = block.block.receipts[transaction].gas.l2Gas
                block.block.receipts[transaction].gas.l2Gas = change > 0 ? gas + 1 : gas - 1
                #expect(try block.rejection() == .receipt(transaction: transaction, .gas))
            }
            block = honest
            block.block.receipts[transaction].actualFee += 1
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: transaction, .fee))
            block = honest
            block.block.receipts[transaction].events = [Event(from: .strk, keys: [], data: [])]
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: transaction, .events))
        }
    }

    @Test func `a failed constructor keeps its frame, and in the void none is entered`() throws {
        let honest = try Self.block()
        let constructor = try #require(frames(honest, of: 3).last)
        #expect(honest.frames[constructor].type == .constructor)
        var block = honest
        block.manifest.frames.remove(at: constructor)
        try block.realign()
        #expect(try block.rejection() == .replay(transaction: 3, frame: constructor, .otherFrame))
        // A constructor that did not fail aborts nothing.
        block = honest
        block.manifest.frames[constructor].failed = false
        #expect(try block.rejection() == .replay(transaction: 3, frame: constructor, .gas))
        // One more frame than the depth allows.
        block = honest
        let last = try #require(frames(honest, of: 4).last)
        block.manifest.frames.append(honest.manifest.frames[last])
        try block.realign()
        #expect(try block.rejection() == .framesLeftOver)
    }

    @Test func `a validation that aborts is in no block`() throws {
        // The account calls itself while validating; calling another contract is forbidden then.
        var block = try AbortedBlock.make([.init(nil, "look", [1], to: AbortedBlock.account)]).block
        #expect(try block.rejection() == nil)
        let (frame, call) = try #require(block.find(.callContract))
        #expect(frame == 0 && block.frames[frame].isValidation)
        let place = block.place(frame: frame, systemCall: call)
        block.data[block.dataIndex(place.request + 2)] = AbortedBlock.caller.felt
        #expect(
            try block.rejection()
                == .replay(transaction: 0, frame: 0, .abort(.notInValidation(.callContract))))
    }

    @Test func `that there is no contract and no class must be opened`() throws {
        let honest = try Self.block()
        #expect(try honest.rejection() == nil)
        var missing = 0
        for index in honest.opening.pedersenNodes.indices {
            var block = honest
            block.opening.pedersenNodes.remove(at: index)
            if case .replay(1, _, .opening) = try block.rejection() { missing += 1 }
        }
        // At least the leaf's own way, which only the aborted call asks for.
        #expect(missing > 0)
        missing = 0
        for index in honest.opening.poseidonNodes.indices {
            var block = honest
            block.opening.poseidonNodes.remove(at: index)
            if case .replay(2, _, .opening) = try block.rejection() { missing += 1 }
        }
        #expect(missing > 0)
    }
}
