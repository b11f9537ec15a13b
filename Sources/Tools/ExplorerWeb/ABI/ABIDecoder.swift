import FiniteFields

/// Decodes felts by an ABI, with a budget: hostile ABIs and calldata end in plain felts, never in long work.
struct ABIDecoder {
    let abi: ContractABI
    var words: ArraySlice<String>
    /// Items still allowed: bounds the work over nested types.
    var budget = 2000

    init(abi: ContractABI, words: [String]) {
        self.abi = abi
        self.words = words[...]
    }

    /// Decodes a function's inputs or outputs; nil when the words do not fit the types exactly.
    static func decode(
        name: String, parameters: [ABIFunction.Parameter], words: [String], abi: ContractABI
    ) -> DecodedItem? {
        var decoder = ABIDecoder(abi: abi, words: words)
        var parts: [DecodedItem] = []
        for parameter in parameters {
            guard let item = decoder.item(parameter.name, parameter.type, parameter.typeName, depth: 0) else {
                return nil
            }
            parts.append(item)
        }
        guard decoder.words.isEmpty else { return nil }
        return DecodedItem(name: name, type: "", content: .parts(parts))
    }

    mutating func word() -> String? { words.popFirst() }

    mutating func item(_ name: String, _ type: ABIType, _ typeName: String, depth: Int) -> DecodedItem? {
        guard depth < 16, budget > 0 else { return nil }
        budget -= 1
        switch type {
        case .felt:
            return word().map { leaf(name, typeName, ABIDecoder.feltText($0)) }
        case .scalar:
            return word().map { leaf(name, typeName, typeName.contains("integer") ? ABIDecoder.numberText($0) : $0) }
        case .bool:
            guard let value = word() else { return nil }
            return leaf(name, typeName, value == "0x0" ? "false" : value == "0x1" ? "true" : value)
        case .u256:
            guard let low = word().flatMap({ Felt252(hex: $0)?.asUInt128 }),
                let high = word().flatMap({ Felt252(hex: $0)?.asUInt128 })
            else { return nil }
            return leaf(name, typeName, high == 0 ? "\(low)" : "\(high) · 2^128 + \(low)")
        case .byteArray:
            return byteArray(name, typeName)
        case .array(let element):
            let stated = word().flatMap { Felt252(hex: $0)?.asUInt64 }
            guard let count = stated, count <= UInt64(words.count) else { return nil }
            return parts(name, typeName, (0..<count).map { ("\($0)", element, "") }, depth: depth)
        case .tuple(let types):
            return parts(name, typeName, types.enumerated().map { ("\($0.offset)", $0.element, "") }, depth: depth)
        case .named(let full):
            if let members = abi.structs[full] {
                return parts(name, typeName, members.map { ($0.name, $0.type, $0.typeName) }, depth: depth)
            }
            return enumeration(name, full, depth: depth)
        }
    }

    private func leaf(_ name: String, _ type: String, _ value: String) -> DecodedItem {
        DecodedItem(name: name, type: type, content: .value(value))
    }

    private mutating func parts(
        _ name: String, _ type: String, _ members: [(String, ABIType, String)], depth: Int
    ) -> DecodedItem? {
        var items: [DecodedItem] = []
        for (memberName, memberType, memberTypeName) in members {
            guard let item = item(memberName, memberType, memberTypeName, depth: depth + 1) else { return nil }
            items.append(item)
        }
        return DecodedItem(name: name, type: type, content: .parts(items))
    }

    private mutating func enumeration(_ name: String, _ full: String, depth: Int) -> DecodedItem? {
        guard let variants = abi.enums[full], let index = word().flatMap({ Felt252(hex: $0)?.asUInt64 }),
            index < UInt64(variants.count)
        else { return nil }
        let variant = variants[Int(index)]
        if variant.type == .tuple([]) { return leaf(name, full, variant.name) }
        guard let payload = item(variant.name, variant.type, variant.typeName, depth: depth + 1) else { return nil }
        return DecodedItem(name: name, type: full, content: .parts([payload]))
    }

    /// A ByteArray: full 31-byte words, the pending word and its length.
    private mutating func byteArray(_ name: String, _ type: String) -> DecodedItem? {
        let stated = word().flatMap { Felt252(hex: $0)?.asUInt64 }
        guard let count = stated, count <= UInt64(words.count) else { return nil }
        var bytes: [UInt8] = []
        for _ in 0..<count {
            guard let felt = word().flatMap({ Felt252(hex: $0) }) else { return nil }
            bytes += felt.bigEndianBytes.dropFirst(1)
        }
        guard let pending = word().flatMap({ Felt252(hex: $0) }),
            let length = word().flatMap({ Felt252(hex: $0)?.asUInt64 }), length < 31
        else { return nil }
        bytes += pending.bigEndianBytes.suffix(Int(length))
        return leaf(name, type, "\u{201C}" + String(decoding: bytes, as: UTF8.self) + "\u{201D}")
    }

    /// A felt, with its short string beside it when all its bytes are printable ASCII.
    static func feltText(_ hex: String) -> String {
        guard let felt = Felt252(hex: hex) else { return hex }
        let bytes = Array(felt.bigEndianBytes.drop { $0 == 0 })
        guard bytes.count >= 3, bytes.allSatisfy({ (32..<127).contains($0) }) else {
            return felt.asUInt64.map { "\($0)" } ?? hex
        }
        return "\(hex) ('\(String(decoding: bytes, as: UTF8.self))')"
    }

    static func numberText(_ hex: String) -> String {
        Felt252(hex: hex)?.asUInt128.map { "\($0)" } ?? hex
    }
}
