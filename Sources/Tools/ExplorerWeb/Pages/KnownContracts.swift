import FiniteFields

/// Names the explorer itself gives to contracts at their usual addresses.
enum KnownContracts {
    static let strk = "0x4718f5a0fc34cc1af16a1cdee98ffb20c31f5cd61d6ab07201858f4287c938d"
    static let eth = "0x49d36570d4e46f48e99674bd3fcc84644ddd6b96f7c741b1562b82f9e004dc7"

    static let names: [String: String] = [
        strk: "STRK token",
        eth: "ETH token",
        "0x41a78e741e5af2fec34b695679bc6891742439f7afb8484ecd7766661ad02bf": "Universal deployer",
        "0x2ceed65a4bd731034c01113685c831b01c15d7d432f71afb1cf1634b53a2125": "Universal deployer (new)",
        "0x1": "Block hashes",
    ]

    static func name(of address: String) -> String? { names[address] }

    /// The unit of a token with 18 decimals.
    static func tokenUnit(of address: String) -> String? { [strk: "STRK", eth: "ETH"][address] }

    /// Contracts whose name contains a text, in the order of their names.
    static func search(_ text: String) -> [(name: String, address: String)] {
        let wanted = text.lowercased()
        guard wanted.count >= 2 else { return [] }
        return names.filter { $0.value.lowercased().contains(wanted) }.map { ($0.value, $0.key) }.sorted { $0.0 < $1.0 }
    }
}

/// Amounts of tokens with 18 decimals, as people write them.
enum TokenAmount {
    /// `1.5` for 1.5·10^18: without zeros at the end.
    static func text(_ amount: UInt128) -> String {
        let unit: UInt128 = 1_000_000_000_000_000_000
        let whole = amount / unit, rest = String(amount % unit)
        if amount % unit == 0 { return "\(whole)" }
        var digits = Array(String(repeating: "0", count: 18 - rest.count) + rest)
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(String(digits))"
    }

    /// A pair of words, low and high; nil when the amount does not fit in 128 bits.
    static func text(low: String, high: String) -> String? {
        guard Felt252(hex: high) == .zero, let value = Felt252(hex: low)?.asUInt128 else { return nil }
        return text(value)
    }
}
