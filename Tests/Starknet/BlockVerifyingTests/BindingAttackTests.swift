import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import ProtocolRules
import QuorumCertificates
import StarknetModel
import StateTries
import Testing

/// Attacks on the binding of a block to its header, its ancestors, its certificate, its classes and its state.
struct BindingAttackTests {
    @Test func `one word of calldata changed`() throws {
        var block = try ProvenBlock()
        guard case .invoke(var invoke) = block.block.transactions[0] else { return }
        invoke.calldata[4] += .one
        block.block.transactions[0] = .invoke(invoke)
        #expect(try block.rejection() == .transactionHash(transaction: 0))
        // With a receipt for the new hash the header does not fit; with a new header the certificate does not.
        let hash = invoke.hash(chainID: block.configuration.chain.chainID)
        block.block.receipts[0].transactionHash = hash
        #expect(try block.rejection() == .commitment(.transactions))
        var certificate = block.certificate
        block.commitAgain()
        #expect(try block.rejection { $0.certificate = certificate } == .certificate(.otherBlock))
        certificate.block = block.certificate.block
        #expect(try block.rejection { $0.certificate = certificate } == .certificate(.signature(validator: 0)))
        // Even a dishonest majority cannot: the frames have other calldata.
        #expect(try block.rejection() == .replay(transaction: 0, frame: 0, .otherFrame))
    }

    @Test func `receipts and state diff changed by a dishonest majority`() throws {
        let honest = try ProvenBlock()
        var block = honest
        block.block.receipts[0].events[0].data[0] += .one
        #expect(try block.rejection() == .commitment(.events))
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 0, .events))

        block = honest
        block.block.receipts[0].status = .reverted(reason: [])
        #expect(try block.rejection() == .commitment(.receipts))
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 0, .status))

        block = honest
        block.block.receipts[3].status = .succeeded
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 3, .status))

        block = honest
        block.block.receipts[1].messages = [MessageToL1(from: .strk, to: 1, payload: [])]
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 1, .messages))

        block = honest
        block.block.receipts[1].actualFee = 1
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 1, .fee))

        block = honest
        var nonces = block.block.stateDiff.nonces
        nonces[0].value += .one
        block.block.stateDiff = StateDiff(storage: block.block.stateDiff.storage, nonces: nonces)
        #expect(try block.rejection() == .commitment(.stateDiff))
        block.commitAgain()
        #expect(try block.rejection() == .stateRoot)
        // With the root that fits the forged diff only the replay is left to object.
        let opened = try #require(OpenedState(block.opening, globalRoot: block.parent.stateRoot))
        block.block.header.stateRoot =
            try StateUpdate(applying: block.block.stateDiff, to: opened.roots, source: opened).roots.global
        #expect(try block.rejection() == .stateDiff)
    }

    @Test func `the certificate needs more than two thirds of the pinned committee`() throws {
        let honest = try ProvenBlock()
        var block = honest
        block.signers = [0, 1]
        #expect(try block.rejection() == .certificate(.quorum))
        block.signers = [0, 1, 1]
        #expect(try block.rejection() == .certificate(.signers))
        block.signers = [0, 1, 7]
        #expect(try block.rejection() == .certificate(.signers))
        block.signers = [2, 1, 0]
        #expect(try block.rejection() == .certificate(.signers))
        #expect(
            try honest.rejection { $0.certificate.signatures[2].bytes[5] ^= 1 }
                == .certificate(.signature(validator: 2)))
        #expect(try honest.rejection { $0.certificate.round = Round(1) } == .certificate(.signature(validator: 0)))
        #expect(try honest.rejection { $0.certificate.height = Height(2) } == .certificate(.otherBlock))
    }

    @Test func `ancestors must lead to the block`() throws {
        let honest = try ProvenBlock()
        var block = honest
        block.ancestors = []
        #expect(try block.rejection() == .ancestors)
        block.ancestors = [honest.parent]
        block.ancestors[0].stateRoot += .one
        #expect(try block.rejection() == .ancestors)
    }

    @Test func `block 1 must stand on the pinned genesis block`() throws {
        var block = try ProvenBlock()
        #expect(block.block.header.context.number == 1)
        #expect(try block.rejection() == nil)
        // A chain made anew with the same keys, name and rules: only its genesis block differs.
        block.configuration.genesisHash = block.configuration.genesisHash + .one
        #expect(try block.rejection() == .genesis)
    }

    @Test func `a verdict is about the block that was asked for`() throws {
        let header = try ProvenBlock().block.header
        try RequestedBlock(number: 1).check(header)
        try RequestedBlock(number: 1, hash: header.hash).check(header)
        let answer = BlockRejection.notRequested(number: 1, hash: header.hash)
        #expect(throws: answer) { try RequestedBlock(number: 7).check(header) }
        #expect(throws: answer) { try RequestedBlock(number: 1, hash: header.hash + .one).check(header) }
        #expect(answer.explanation.contains("not the block that was asked for"))
    }

    @Test func `the proof of another block is refused`() throws {
        var block = try ProvenBlock()
        block.blockNumber = 2
        #expect(try block.rejection() == .otherBlock)
    }

    @Test func `a patched class has another compiled class hash`() throws {
        let honest = try ProvenBlock()
        for index in honest.classes.indices {
            var block = honest
            let casm = honest.classes[index].casm
            var bytecode = casm.bytecode
            bytecode[bytecode.count / 2] += .one
            block.classes[index] = try BundledClass(
                classHash: honest.classes[index].classHash,
                casm: .init(
                    compilerVersion: "", bytecode: bytecode, segmentLengths: casm.segmentLengths, hints: [],
                    entryPoints: casm.entryPoints))
            #expect(try block.rejection() == .classHash(index: index))
        }
        var block = honest
        block.classes[0].classHash += .one
        #expect(try block.rejection() != nil)
    }

    @Test func `the previous state must be the parent's`() throws {
        let honest = try ProvenBlock()
        var block = honest
        block.opening.roots.contracts += .one
        #expect(try block.rejection() == .opening(nil))
        block = honest
        block.opening.contracts[0].value.nonce += .one
        #expect(try block.rejection() == .opening(.missingNode))
        // A node that is left out is missed, wherever it is needed.
        for index in stride(from: 0, to: honest.opening.pedersenNodes.count, by: 7) {
            block = honest
            block.opening.pedersenNodes.remove(at: index)
            let rejection = try block.rejection()
            switch rejection {
            case .opening(.missingNode), .replay(_, _, .opening): break
            default: Issue.record("node \(index): \(String(describing: rejection))")
            }
        }
    }

    @Test func `on a chain with fees everybody pays`() throws {
        var block = try ProvenBlock()
        let fingerprint = block.configuration.fingerprint
        block.configuration.chain.fees = true
        // Where the fee's frame should be there is the next transaction's.
        let next = try #require(block.manifest.frames.firstIndex { $0.transaction == 1 })
        #expect(try block.rejection() == .replay(transaction: 0, frame: next, .otherFrame))
        #expect(block.configuration.fingerprint != fingerprint)
    }
}
