public import HashFunctions

/// The bytes that a tree over columns takes, from their number by extended log size: `LeafHashing.lowest` in numbers.
public struct TreeMemory: Sendable {
    /// What is left of the tree itself.
    public let kept: Int
    /// The most while it is made, what is left included; columns that are kept extended do not count.
    public let peak: Int

    /// - Parameter isKept: whether the columns are kept extended.
    public init(_ bySize: [Int], isKept: Bool, hash: ProofHash) {
        let height = bySize.lastIndex { $0 > 0 } ?? 0
        let layer = 32 << max(0, height - LeafHashing.joinedLayers)
        kept = 2 * layer
        let state = hash == .poseidon252 ? MemoryLayout<PoseidonSponge>.stride : 32
        var states = 0, waiting = 0, waitingBytes = 0, most = kept
        for (logSize, count) in bySize.enumerated() where count > 0 {
            let isLast = logSize == height, here = waiting + count
            var blocks = (isLast ? here - 1 : here) / LeafHashing.blockWords
            if isLast && isKept { blocks = 0 }
            let column = isKept ? 0 : 4 << logSize
            if blocks > 0 {
                let block = waitingBytes + (LeafHashing.blockWords - waiting) * column
                most = max(most, states + state << logSize + max(block, min(count, LeafHashing.blockWords) * column))
                states = state << logSize
                waiting = here - LeafHashing.blockWords * blocks
                waitingBytes = waiting * column
            } else {
                waiting += count
                waitingBytes += count * column
            }
            if isLast { most = max(most, states + waitingBytes + kept) }
        }
        peak = most
    }
}
