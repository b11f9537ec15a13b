import BlockVerifying
import FiniteFields
import StarknetModel
import Testing

/// A dishonest majority rewrites what a receipt says and signs the block again. The receipt commitment leaves L2 gas out,
/// so that one field can even be rewritten in the name of an honest one.
struct ReceiptAttackTests {
    @Test func `the L2 gas of a receipt, which no commitment covers`() throws {
        let honest = try ProvenBlock()
        for index in 0..<5 {
            var block = honest
            let certificate = block.certificate
            block.block.receipts[index].gas.l2Gas += 1
            // Header, hash and certificate stay as they are: only the replay can tell.
            #expect(try block.rejection { $0.certificate = certificate } == .receipt(transaction: index, .gas))
        }
    }

    @Test func `resource amounts and revert reasons`() throws {
        let honest = try ProvenBlock()
        for change in [\GasVector.l1Gas, \GasVector.l1DataGas, \GasVector.l2Gas] {
            var block = honest
            block.block.receipts[2].gas[keyPath: change] += 1
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: 2, .gas))
        }
        // A panic, an abort.
        for index in [3, 4] {
            var block = honest
            guard case .reverted(var reason) = block.block.receipts[index].status else {
                Issue.record("not reverted")
                return
            }
            reason[reason.count / 2] ^= 1
            block.block.receipts[index].status = .reverted(reason: reason)
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: index, .reason))
        }
    }
}
