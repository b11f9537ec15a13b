public import FiniteFields
import HashFunctions

/// The hash of a compiled class (EXEC spec §2.4), in the form of the declaring transaction.
extension CasmClass {
    /// The list hash that a compiled class hash is built with.
    public enum HashForm: Sendable {
        /// Blake2s over encoded felts: required of new declarations since protocol 0.14.1.
        case blake2s
        /// Poseidon: the older form.
        case poseidon

        func hash(_ list: [Felt252]) -> Felt252 {
            switch self {
            case .blake2s: Blake2Felt252.hash(list: list)
            case .poseidon: Poseidon.hash(list: list)
            }
        }
    }

    /// The compiled class hash; about 150 ns a code word with Blake2s, ten times that with Poseidon.
    public func compiledClassHash(_ form: HashForm) -> Felt252 {
        // 'COMPILED_CLASS_V1' as a short string; the same in both forms.
        let version = Felt252(shortString: "COMPILED_CLASS_V1") ?? .zero
        return form.hash([
            version, CasmClass.hash(entryPoints.external, form), CasmClass.hash(entryPoints.l1Handler, form),
            CasmClass.hash(entryPoints.constructor, form), bytecodeHash(form),
        ])
    }

    private static func hash(_ list: [CasmEntryPoint], _ form: HashForm) -> Felt252 {
        var elements: [Felt252] = []
        for entry in list {
            let builtins = form.hash(entry.builtins.map { Felt252(shortString: $0.name) ?? .zero })
            elements += [entry.selector, Felt252(UInt64(entry.offset)), builtins]
        }
        return form.hash(elements)
    }

    private func bytecodeHash(_ form: HashForm) -> Felt252 {
        guard let segmentLengths else { return form.hash(bytecode) }
        var position = 0
        return hash(segmentLengths, &position, form)
    }

    private func hash(_ segment: BytecodeSegments, _ position: inout Int, _ form: HashForm) -> Felt252 {
        switch segment {
        case .leaf(let length):
            let start = position
            position += length
            return form.hash(Array(bytecode[start..<position]))
        case .node(let children):
            var elements: [Felt252] = []
            for child in children {
                let start = position
                let hash = hash(child, &position, form)
                elements += [Felt252(UInt64(position - start)), hash]
            }
            return form.hash(elements) + .one
        }
    }
}
