import BlockVerifying
import ByteCoding
import Determinism
import FiniteFields
import FixtureChains
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// Receipts of the fixture chain: what they show, and that nothing but the truth can be shown by one.
@Suite(.serialized) struct ReceiptTests {
    private func receipt(_ number: UInt64, _ subject: PortableReceipt.Subject) throws -> PortableReceipt {
        try FixtureReceipts.receipt(number, subject)
    }

    private func opening(_ cells: [StorageCell], after number: UInt64) throws -> StateOpening {
        try FixtureReceipts.opening(cells, after: number)
    }

    /// Verifies a file, as somebody who knows the fingerprint only.
    private func verify(_ receipt: PortableReceipt) throws -> ReceiptVerdict {
        let fingerprint = try FixtureFiles.configuration().fingerprint
        return try ReceiptVerifier<OpenSSLSignatures>(fingerprint: fingerprint)
            .verify(PortableReceipt(decoding: receipt.encoded))
    }

    private func rejection(_ receipt: PortableReceipt) -> ReceiptRejection? {
        do {
            _ = try verify(receipt)
            return nil
        } catch { return error as? ReceiptRejection }
    }

    /// A cell that block 12 writes, with its value.
    private func written() throws -> (cell: StorageCell, value: Felt252) {
        try #require(try FixtureReceipts.written().first { !$0.value.isZero })
    }

    @Test func `a receipt shows a transaction with all that came of it`() throws {
        let chain = try FixtureChain.shared()
        var reverted = 0
        for number in [1, 12] as [UInt64] {
            let receipts = chain[number].block.receipts
            for index in [0, receipts.count - 1] {
                let verdict = try verify(try receipt(number, .transaction(index)))
                guard case .transaction(let shown) = verdict.subject else {
                    Issue.record("no transaction")
                    return
                }
                #expect(shown.index == index && shown.receipt == receipts[index])
                #expect(verdict.block.blockHash == chain[number].hash && verdict.block.isComplete)
                let facts = verdict.facts.map(\.text)
                #expect(facts.contains(receipts[index].transactionHash.hex) && facts.contains(chain[number].hash.hex))
                #expect(verdict.headline.contains(receipts[index].status.isReverted ? "was reverted" : "succeeded"))
                reverted += receipts[index].status.isReverted ? 1 : 0
            }
        }
        #expect(reverted > 0)
    }

    @Test func `a receipt shows a cell, an empty one and an address without a contract`() throws {
        let (cell, value) = try written()
        let absent = StorageCell(address: cell.address, key: try #require(StorageKey(0x1234_5678)))
        let nobody = StorageCell(address: try #require(ContractAddress(0xdead_beef)), key: cell.key)
        for (cell, value, hasContract) in [(cell, value, true), (absent, 0, true), (nobody, 0, false)] {
            let verdict = try verify(try receipt(12, .storage(cell, try opening([cell], after: 12))))
            guard case .storage(let shown) = verdict.subject else {
                Issue.record("no cell")
                return
            }
            #expect(shown.cell == cell && shown.value == value && shown.hasContract == hasContract)
            #expect(verdict.facts.contains { $0.text == value.hex })
        }
        // A block without transactions has a state, too, and says that it proves no execution.
        let verdict = try verify(try receipt(11, .storage(cell, try opening([cell], after: 11))))
        #expect(!verdict.block.hasProof && verdict.basis.contains { $0.contains("holds no transactions") })
    }

    @Test func `a receipt of another chain or committee is refused, whatever it brings along`() throws {
        let honest = try receipt(1, .transaction(0))
        var other = honest
        other.configuration.validators[0].weight += 1
        #expect(rejection(other) == .fingerprint(found: other.configuration.fingerprint))
        other = honest
        other.configuration.genesisHash = 77
        #expect(rejection(other) == .fingerprint(found: other.configuration.fingerprint))
    }

    @Test func `a transaction that the block does not have is refused`() throws {
        let count = try FixtureFiles.bundle(1).block.transactions.count
        for index in [count, count + 1, Int(UInt32.max)] {
            #expect(rejection(try receipt(1, .transaction(index))) == .transaction(index: index))
        }
        #expect(rejection(try receipt(2, .transaction(0))) == .transaction(index: 0))
    }

    @Test func `an opening of another state, another cell, or of more than the cell is refused`() throws {
        let (cell, _) = try written()
        let others = try FixtureReceipts.written().map(\.cell)
        func refused(_ opening: StateOpening) throws -> ReceiptRejection? {
            rejection(try receipt(12, .storage(cell, opening)))
        }
        let honest = try opening([cell], after: 12)
        #expect(try refused(honest) == nil)
        #expect(try refused(try opening([cell], after: 11)) == .opening(nil))
        let more = try opening(others, after: 12)
        #expect(more != honest)
        #expect(try refused(more) == .openingTooLarge)
        for index in honest.pedersenNodes.indices {
            var less = honest
            less.pedersenNodes.remove(at: index)
            #expect(try refused(less) == .opening(.missingNode))
        }
        for change in [
            { $0.contracts[0].value.nonce = 77 }, { $0.contracts[0].value.storageRoot = 77 },
            { $0.contracts[0].value.classHash = ClassHash(77) }, { $0.contracts = [] },
        ] as [(inout StateOpening) -> Void] {
            var changed = honest
            change(&changed)
            #expect(try refused(changed) == .opening(.missingNode))
        }
        var changed = honest
        changed.roots.contracts = 77
        #expect(try refused(changed) == .opening(nil))
        changed = honest
        changed.pedersenNodes.swapAt(0, 1)
        #expect(try refused(changed) == .openingTooLarge)
    }

    /// Whatever byte of a file is changed, it shows the same or nothing. The bundle's own fields are damaged by `DamageTests`.
    @Test func `no byte of a receipt can be changed but to name another transaction`() throws {
        let (cell, _) = try written()
        for honest in [
            try receipt(1, .transaction(0)), try receipt(12, .storage(cell, try opening([cell], after: 12))),
        ] {
            let bytes = honest.encoded, shown = try verify(honest)
            var random = SplitMix64(seed: 13), refused = 0
            let places = Array(0..<700) + (0..<60).map { _ in random.number(in: 700...bytes.count - 1) }
            for place in places {
                var changed = bytes
                changed[place] ^= UInt8(1 << random.number(in: 0...7))
                guard let receipt = try? PortableReceipt(decoding: changed), let verdict = try? verify(receipt) else {
                    refused += 1
                    continue
                }
                if case .transaction(let other) = verdict.subject, case .transaction(let own) = shown.subject {
                    #expect(other.index != own.index && verdict.block == shown.block, "byte \(place)")
                } else {
                    Issue.record("byte \(place) was changed, and the receipt holds")
                }
            }
            #expect(refused > 60)
        }
    }

    @Test func `a receipt has one encoding`() throws {
        let honest = try receipt(1, .transaction(0)), bytes = honest.encoded
        #expect(try PortableReceipt(decoding: bytes) == honest)
        for (place, change) in [(7, UInt8(1)), (8, 0xff)] {
            var changed = bytes
            changed[place] ^= change
            #expect(throws: ByteCodingError.self) { try PortableReceipt(decoding: changed) }
        }
        #expect(throws: ByteCodingError.self) { try PortableReceipt(decoding: bytes + [0]) }
        #expect(throws: ByteCodingError.self) { try PortableReceipt(decoding: bytes.dropLast()) }
    }
}
