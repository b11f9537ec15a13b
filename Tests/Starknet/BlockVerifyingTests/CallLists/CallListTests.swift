import Determinism
import FiniteFields
import Foundation
import ProtocolRules
import Testing

/// Lists of contract calls do what a naive model says: state, events, messages, what is returned and what reverts. Each list's
/// block program runs, and the verifier accepts each block up to its proof.
struct CallListTests {
    private static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil
    /// The aborts that the alphabet brings about.
    private static let causes: Set<EndingCause> = [
        .noContract, .undeclaredClass, .undeclaredReplacement, .recursionDepth, .malformedSystemCall, .limit,
        .addressInUse, .constructorFailed, .constructorMissing,
    ]

    @Test func `every cause that no caller can catch is in the alphabet`() {
        #expect(
            Self.causes
                == Set(EndingCause.allCases.filter { !$0.ending.isCatchable && $0.ending.isAllowed }))
    }

    @Test func `all short lists, caught and not`() throws {
        var blocks = try ListedBlocks(), salt: Felt252 = 1_000_000
        let count = CallAlphabet.letters(salt: .zero).count, most = Self.isLong ? 3 : 2
        func visit(_ letters: [Int]) throws {
            if !letters.isEmpty {
                let items = letters.map { ListItem.call(CallAlphabet.letters(salt: salt)[$0]) }
                salt = salt + .one
                try blocks.add(items)
                if letters.count < most { try blocks.add([.caught(items), items[items.count - 1]]) }
            }
            guard letters.count < most else { return }
            for letter in 0..<count { try visit(letters + [letter]) }
        }
        try visit([])
        try blocks.finish()
        report(blocks)
        #expect(blocks.aborts == Self.causes)
    }

    @Test func `random lists`() throws {
        var random = SplitMix64(seed: 42), blocks = try ListedBlocks()
        for number in 0..<(Self.isLong ? 10_000 : 300) as Range<UInt64> {
            try blocks.add(CallAlphabet.randomList(salt: Felt252(10 * number), &random))
        }
        try blocks.finish()
        report(blocks)
        #expect(blocks.aborts == Self.causes)
    }

    private func report(_ blocks: ListedBlocks) {
        print("lists: \(blocks.lists), reverted: \(blocks.reverted), blocks: \(blocks.blocks)")
    }
}
