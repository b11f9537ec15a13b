import Synchronization

/// Parsed ABIs by class hash, so that a page does not parse the same text for every call. Bounded: a full cache is
/// emptied.
final class KnownABIs: Sendable {
    static let kept = 64
    private let abis = Mutex<[String: ContractABI]>([:])

    func abi(_ classHash: String, _ text: () -> String?) -> ContractABI? {
        if let known = abis.withLock({ $0[classHash] }) { return known }
        guard let abi = text().map(ClassReading.abi) else { return nil }
        abis.withLock { kept in
            if kept.count >= KnownABIs.kept { kept.removeAll() }
            kept[classHash] = abi
        }
        return abi
    }
}
