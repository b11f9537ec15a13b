/// A type named in a contract's ABI, parsed from its full path.
public indirect enum ABIType: Sendable, Equatable {
    case felt
    /// Unsigned integers of at most 128 bits, addresses, class hashes: one felt.
    case scalar(String)
    case bool
    case u256
    case byteArray
    case array(ABIType)
    case tuple([ABIType])
    /// A struct or enum of the ABI, by its full name.
    case named(String)

    /// Parses a type name. Nesting deeper than 16 becomes `named`, which decodes as plain felts.
    public init(parsing text: Substring, depth: Int = 0) {
        guard depth < 16 else {
            self = .named(String(text))
            return
        }
        let trimmed = text.drop { $0 == " " }
        if trimmed.first == "(", trimmed.last == ")" {
            self = .tuple(ABIType.split(trimmed.dropFirst().dropLast()).map { ABIType(parsing: $0, depth: depth + 1) })
            return
        }
        if let open = trimmed.firstIndex(of: "<"), trimmed.last == ">" {
            let head = trimmed[..<open], inner = trimmed[trimmed.index(after: open)...].dropLast()
            if head.hasPrefix("core::array::Array") || head.hasPrefix("core::array::Span") {
                self = .array(ABIType(parsing: inner, depth: depth + 1))
            } else {
                self = .named(String(trimmed))
            }
            return
        }
        switch trimmed {
        case "core::felt252", "felt", "core::bytes_31::bytes31": self = .felt
        case "core::bool": self = .bool
        case "core::integer::u256": self = .u256
        case "core::byte_array::ByteArray": self = .byteArray
        case "core::integer::u8", "core::integer::u16", "core::integer::u32", "core::integer::u64",
            "core::integer::u128", "core::starknet::contract_address::ContractAddress",
            "core::starknet::class_hash::ClassHash", "core::starknet::eth_address::EthAddress":
            self = .scalar(String(trimmed))
        default: self = .named(String(trimmed))
        }
    }

    /// Splits a list of types at the commas outside any brackets.
    static func split(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var level = 0, start = text.startIndex
        for index in text.indices {
            switch text[index] {
            case "(", "<": level += 1
            case ")", ">": level -= 1
            case "," where level == 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        if start < text.endIndex { parts.append(text[start...]) }
        return parts
    }
}
