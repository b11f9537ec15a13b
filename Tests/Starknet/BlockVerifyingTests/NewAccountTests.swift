import BlockPrograms
import BlockVerifying
import CasmModel
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution

/// Blocks with accounts that deploy themselves, declarations and fees, and what a dishonest majority could change in them.
struct NewAccountTests {
    /// An account gets money, deploys itself, declares a class, and deploys a contract of it; another one fails.
    static func block(fees: Bool) throws -> ProvenBlock {
        try ProvenBlock(fees: fees) { demo in
            let token = try UndeclaredClass.compiled()
            let (deployment, account) = try demo.deployAccount(0x1234)
            let declared = token.declaration
            let declaration = try demo.signed(
                .declare(
                    DeclareTransaction(
                        sender: account.address, classHash: declared.classHash,
                        compiledClassHash: declared.compiledClassHash,
                        account: demo.fields(nonce: 1, gas: 2_000_000_000))), by: account)
            return [
                (
                    try demo.invoke(
                        0, nonce: 0, .strk, "transfer",
                        [account.address.felt, Felt252(100_000_000_000_000_000_000 as UInt128), 0]), nil
                ), (deployment, nil), (declaration, token),
                (
                    try demo.invoke(
                        0, nonce: 1, .universalDeployer, "deployContract",
                        [declared.classHash.felt, 7, 1, 10, 0, 0, 0, 0, 0, 0, 18, 5, 0, account.address.felt]), nil
                ), (try demo.invoke(1, nonce: 0, .strk, "transfer", [2, 0, 1]), nil),
            ]
        }
    }

    @Test(arguments: [false, true]) func `an honest block passes every check up to the proof of its run`(
        fees: Bool
    ) throws {
        let block = try Self.block(fees: fees)
        #expect(block.block.receipts.map(\.status.isReverted) == [false, false, false, false, true])
        #expect(block.block.receipts.allSatisfy { ($0.actualFee > 0) == fees })
        #expect(block.block.stateDiff.declaredClasses.count == 1)
        #expect(block.block.stateDiff.deployedContracts.count == 2)
        let (passed, rejection) = try block.verdict()
        #expect(passed == BlockCheck.allCases.filter { $0.rawValue <= BlockCheck.replay.rawValue })
        #expect(rejection == .layout)
        #expect(try block.endings() == [.succeeded, .succeeded, .succeeded, .succeeded, .reverted])
        let bundle = try block.bundle()
        #expect(try BlockBundle(decoding: bundle.encoded) == bundle)
    }

    @Test func `the declared class is the transaction's, with its code`() throws {
        let honest = try Self.block(fees: false)
        var block = honest
        block.declarations = []
        #expect(try block.rejection() == .declaration(index: 0))
        block = honest
        block.declarations[0].sierra.abi.append(0x20)
        #expect(try block.rejection() == .declaration(index: 0))
        block = honest
        block.declarations.append(block.declarations[0])
        #expect(try block.rejection() == .declaration(index: 2))
        block = honest
        // Another class's code, under the declared class's hash: the run uses it, the transaction does not name it.
        let other = try #require(block.casm[block.manifest.classHashes[0]])
        block.declarations[0].compiled = BundledClass(
            classHash: block.declarations[0].compiled.classHash, casm: other)
        try block.realign()
        let expected = CompiledClassHash(other.compiledClassHash(.blake2s))
        switch try block.rejection() {
        case .transaction(2, .compiledClassHashMismatch(expected: expected)), .manifest: break
        case let rejection: Issue.record("\(String(describing: rejection))")
        }
        // The class is sent as another one, and the code under its hash.
        block = honest
        block.declarations[0].sierra.abi.append(0x20)
        block.declarations[0].compiled.classHash = block.declarations[0].sierra.hash.felt
        #expect(try block.rejection() == .declaration(index: 0))
        // The code stands under the hash of another class.
        block = honest
        block.declarations[0].compiled.classHash = .one
        #expect(try block.rejection() == .declaration(index: 0))
        // A class that the state has already, named as one that the block declares.
        block = honest
        block.classes.append(block.declarations[0].compiled)
        #expect(try block.rejection() == .classHash(index: block.classes.count - 1))
    }

    @Test func `what the state has already, or was declared just now, is not declared`() throws {
        let honest = try Self.block(fees: false)
        guard case .declare(let declared) = honest.block.transactions[2] else { return }
        func declaring(_ classHash: ClassHash, at index: Int) -> ProvenBlock {
            var block = honest, again = declared
            again.classHash = classHash
            block.block.transactions[index] = .declare(again)
            block.block.receipts[index].transactionHash = Transaction.declare(again)
                .hash(chainID: block.configuration.chain.chainID)
            block.commitAgain()
            return block
        }
        // The account's own class, which the block runs, in place of the new one.
        let account = try DemoChain().classes.account
        var block = declaring(account.sierra.hash, at: 2)
        block.declarations = [
            BundledDeclaration(
                sierra: account.sierra,
                compiled: BundledClass(classHash: account.sierra.hash.felt, casm: account.casm))
        ]
        #expect(try block.rejection() == .declaration(index: 0))
        // The new class a second time.
        block = declaring(declared.classHash, at: 3)
        block.declarations.append(block.declarations[0])
        #expect(try block.rejection() == .declaration(index: 1))
    }

    @Test func `the state diff has what was declared and deployed`() throws {
        let honest = try Self.block(fees: false)
        let diff = honest.block.stateDiff
        func changed(
            declared: [StateDiff.DeclaredClass]? = nil, deployed: [StateDiff.Entry<ClassHash>]? = nil
        ) throws -> BlockRejection? {
            var block = honest
            block.block.stateDiff = StateDiff(
                storage: diff.storage, deployedContracts: deployed ?? diff.deployedContracts,
                declaredClasses: declared ?? diff.declaredClasses, nonces: diff.nonces)
            block.commitAgain()
            return try block.rejection()
        }
        #expect(try changed(declared: []) == .stateRoot)
        let classHash = diff.declaredClasses[0].classHash
        #expect(
            try changed(declared: [.init(classHash: classHash, compiledClassHash: CompiledClassHash(5))]) == .stateRoot)
        #expect(try changed(deployed: [diff.deployedContracts[0]]) == .stateRoot)
    }

    @Test func `a constructor or a validation without its frame is stopped`() throws {
        let honest = try Self.block(fees: false)
        let frames = honest.manifest.frames.indices.filter { honest.manifest.frames[$0].transaction == 1 }
        #expect(frames.count == 2)
        for frame in frames {
            var block = honest
            block.manifest.frames.remove(at: frame)
            try block.realign()
            #expect(try block.rejection() == .replay(transaction: 1, frame: frame, .otherFrame))
        }
    }

    @Test func `fees are those of the gas, and are paid`() throws {
        let honest = try Self.block(fees: true)
        for index in honest.block.transactions.indices {
            var block = honest
            block.block.receipts[index].actualFee -= 1
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: index, .fee))
            block = honest
            block.block.receipts[index].gas.l2Gas += 1
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: index, .gas))
        }
        // The last transaction does not pay.
        var block = honest
        block.manifest.frames.removeLast()
        try block.realign()
        let count = block.manifest.frames.count
        #expect(try block.rejection() == .replay(transaction: 4, frame: count - 1, .frameMissing))
        // The transfer is of another amount.
        block = honest
        let last = try #require(block.manifest.frames.last)
        block.data[block.dataIndex(last.calldata.offset + 1)] += .one
        #expect(
            try block.rejection() == .replay(transaction: 4, frame: block.manifest.frames.count - 1, .otherFrame))
        // An execution is left out, and paid for all the same.
        block = honest
        let left = block.manifest.frames.count - 3
        block.manifest.frames.removeSubrange(left..<(left + 2))
        try block.realign()
        #expect(try block.rejection() == .replay(transaction: 4, frame: left, .otherFrame))
    }

    @Test func `an aborted execution is paid for`() throws {
        let honest = try ProvenBlock(fees: true) { demo in
            [
                (try demo.invoke(2, nonce: 0, DemoChain.address(0x5555), "compute_fibonacci", [1]), nil),
                (try demo.invoke(1, nonce: 0, .strk, "transfer", [2, 5, 0]), nil),
            ]
        }
        #expect(honest.block.receipts[0].actualFee > 0)
        #expect(try honest.rejection() == nil)
        #expect(try honest.endings() == [.reverted, .succeeded])
        var block = honest
        block.block.receipts[0].gas.l2Gas += 1
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 0, .gas))
        block = honest
        block.block.receipts[0].actualFee += 1
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 0, .fee))
        block = honest
        block.block.receipts[0].gas.l1DataGas += 1
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 0, .gas))
    }
}
