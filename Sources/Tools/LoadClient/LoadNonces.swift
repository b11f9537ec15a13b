/// The nonces of one account that sends. One whose transaction no node took is used again: else all later ones would wait for it.
package struct LoadNonces {
    private var next: UInt64
    private var returned: Set<UInt64> = []

    /// Beginning with the account's nonce.
    package init(_ next: UInt64) { self.next = next }

    /// The lowest that is in nobody's hands.
    package mutating func take() -> UInt64 {
        if let lowest = returned.min() {
            returned.remove(lowest)
            return lowest
        }
        defer { next += 1 }
        return next
    }

    /// Takes back one that was not used.
    package mutating func giveBack(_ nonce: UInt64) { returned.insert(nonce) }
}
