extension ProofStore {
    /// Goes through all proofs of the store in the order of blocks, without holding the list of them: what comes or goes
    /// meanwhile may or may not be met. Ends when `body` throws.
    public func forEachProof(
        pageCount: Int = 500, _ body: (StoredProof) throws(ProofStoreError) -> Void
    ) throws(ProofStoreError) {
        var last: String?
        while true {
            let page = try proofs(after: last, limit: pageCount)
            for proof in page { try body(proof) }
            guard page.count == pageCount else { return }
            last = page.last?.name
        }
    }

    /// A proof's content, compared with what its name says.
    public func checkedContent(named name: String) throws(ProofStoreError) -> [UInt8] {
        guard let parts = ProofName(name) else { throw .unknownName(name) }
        let content = try content(named: name)
        guard parts.matches(content) else { throw .otherContent(path: "\(location)/\(name)") }
        return content
    }
}
