import CasmModel
import FiniteFields
import HashFunctions
import SierraModel

extension SierraContract {
    /// Selectors rise, and a constructor is named so.
    func checkSelectors() throws(CompilationError) {
        guard constructor.count <= 1 else { throw .constructor }
        if let constructor = constructor.first,
            constructor.selector != StarknetKeccak.hash([UInt8]("constructor".utf8))
        {
            throw .constructor
        }
        for list in [constructor, external, l1Handler] {
            for (previous, next) in zip(list, list.dropFirst()) {
                guard previous.selector != next.selector else { throw .repeatedSelector }
                guard UInt256(previous.selector) < UInt256(next.selector) else { throw .entryPointOrder }
            }
        }
    }
}

/// Checks that functions take and return what entry points do: builtins, gas, the system and calldata; the same, and
/// the result or what the call failed with.
struct EntryPointChecker {
    private let module: SierraModule
    private var types: TypeRegistry { module.types }

    init(_ module: SierraModule) { self.module = module }

    /// The functions of all entry points, each of which may be that of two.
    func functions(_ contract: SierraContract) throws(CompilationError) -> [Int] {
        var uses: [Int: Int] = [:]
        for entry in contract.constructor + contract.external + contract.l1Handler {
            guard let function = Int(exactly: entry.function), module.program.functions.indices.contains(function)
            else {
                throw .entryPointFunction
            }
            uses[function, default: 0] += 1
            guard uses[function] ?? 0 <= 2 else { throw .repeatedFunction }
        }
        for function in uses.keys.sorted() { _ = try builtins(function) }
        return uses.keys.sorted()
    }

    /// The builtins of an entry point's function.
    func builtins(_ index: Int) throws(CompilationError) -> [Builtin] {
        let function = module.program.functions[index]
        guard let result = function.results.last, let calldata = function.parameters.last else {
            throw .entryPointSignature
        }
        let inputs = function.parameters.dropLast(), outputs = function.results.dropLast()
        guard outputs.count >= 2, inputs.elementsEqual(outputs), isSpan(calldata), isResult(result) else {
            throw .entryPointSignature
        }
        let implicits = outputs.suffix(2).map { types[$0].name }
        guard implicits[0] == "GasBuiltin", implicits[1] == "System" else { throw .entryPointBuiltins }
        var builtins: [Builtin] = []
        var rest = EntryPointChecker.builtinOrder[...]
        for type in outputs.dropLast(2) {
            guard let place = rest.firstIndex(where: { $0.name == types[type].name }) else {
                throw .entryPointBuiltins
            }
            builtins.append(rest[place].builtin)
            rest = rest[(place + 1)...]
        }
        return builtins
    }

    private static var builtinOrder: [(name: GenericName, builtin: Builtin)] {
        [
            ("Pedersen", .pedersen), ("RangeCheck", .rangeCheck), ("Bitwise", .bitwise), ("EcOp", .ecOp),
            ("Poseidon", .poseidon), ("SegmentArena", .segmentArena), ("RangeCheck96", .rangeCheck96),
            ("AddMod", .addMod), ("MulMod", .mulMod),
        ]
    }

    // Types

    /// The members of a struct or the variants of an enum.
    private func parts(_ name: GenericName, _ type: TypeID) -> [TypeID]? {
        guard types[type].name == name else { return nil }
        switch types[type].kind {
        case .structure(let members): return members
        case .enumeration(let variants): return variants
        default: return nil
        }
    }

    private func isArray(_ type: TypeID) -> Bool {
        guard types[type].name == "Array", case .wrapper(let element) = types[type].kind else { return false }
        return types[element].name == "felt252"
    }

    private func isSpan(_ type: TypeID) -> Bool {
        guard let members = parts("Struct", type), members.count == 1, types[members[0]].name == "Snapshot",
            case .wrapper(let array) = types[members[0]].kind
        else { return false }
        return isArray(array)
    }

    /// A span, or an array of felts that tells why there is none.
    private func isResult(_ type: TypeID) -> Bool {
        guard let variants = parts("Enum", type), variants.count == 2, let success = parts("Struct", variants[0]),
            success.count == 1, isSpan(success[0])
        else { return false }
        if isArray(variants[1]) { return true }
        guard let failure = parts("Struct", variants[1]), failure.count == 2,
            parts("Struct", failure[0])?.isEmpty == true
        else { return false }
        return isArray(failure[1])
    }
}
