extension Committee {
    /// Why committees cannot be joined.
    public enum JoinError: Error, Hashable, Sendable, CustomStringConvertible {
        case nothing
        /// They name different chains, genesis blocks or algorithms.
        case otherChain(member: String)
        /// Two validators have the same name.
        case sameName(String)
        /// A key occurs twice, or there are too many validators.
        case malformed

        public var description: String {
            switch self {
            case .nothing: "there is no committee to join"
            case .otherChain(let member):
                "the committee file of \(member) is of another chain, genesis block or algorithm than the first"
            case .sameName(let name): "two validators are named \(name)"
            case .malformed: "a key occurs twice, or there are too many validators"
            }
        }
    }

    /// One committee of the members of several, in their order: validators that make their own keys hand over nothing but
    /// the committee file of themselves alone.
    public init(joining parts: [Committee]) throws(JoinError) {
        guard let first = parts.first else { throw .nothing }
        for part in parts
        where part.chain != first.chain || part.genesisHash != first.genesisHash || part.consensus != first.consensus {
            throw .otherChain(member: part.members.first?.name ?? "")
        }
        var names = Set<String>()
        let members = parts.flatMap(\.members)
        for member in members where !names.insert(member.name).inserted { throw .sameName(member.name) }
        guard
            let joined = Committee(
                chain: first.chain, genesisHash: first.genesisHash, consensus: first.consensus, members: members)
        else { throw .malformed }
        self = joined
    }
}
