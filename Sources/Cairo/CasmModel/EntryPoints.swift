public import FiniteFields

/// How a class may be entered.
public enum EntryPointType: UInt8, Sendable, CaseIterable {
    // Written in recordings.
    case external = 0, l1Handler = 1, constructor = 2
}

/// One way into a class.
public struct CasmEntryPoint: Sendable, Equatable {
    public var selector: Felt252
    /// The position of the first instruction in the code.
    public var offset: Int
    /// The builtins whose pointers the function takes and returns, in signature order.
    public var builtins: [Builtin]

    public init(selector: Felt252, offset: Int, builtins: [Builtin]) {
        self.selector = selector
        self.offset = offset
        self.builtins = builtins
    }

    /// The order in which builtins stand in a signature (EXEC spec §3.9); others may not appear.
    static var builtinOrder: [Builtin] {
        [.pedersen, .rangeCheck, .bitwise, .ecOp, .poseidon, .segmentArena, .rangeCheck96, .addMod, .mulMod]
    }
}

/// The entry points of a class by type, each list sorted by selector.
public struct EntryPoints: Sendable, Equatable {
    public var external: [CasmEntryPoint]
    public var l1Handler: [CasmEntryPoint]
    public var constructor: [CasmEntryPoint]

    public init(external: [CasmEntryPoint], l1Handler: [CasmEntryPoint], constructor: [CasmEntryPoint]) {
        self.external = external
        self.l1Handler = l1Handler
        self.constructor = constructor
    }

    public subscript(type: EntryPointType) -> [CasmEntryPoint] {
        switch type {
        case .external: external
        case .l1Handler: l1Handler
        case .constructor: constructor
        }
    }

    /// The entry point of a type with this selector, by binary search.
    public func find(_ type: EntryPointType, _ selector: Felt252) -> CasmEntryPoint? {
        let list = self[type]
        var low = 0, high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle].selector == selector { return list[middle] }
            if CasmClass.precedes(list[middle].selector, selector) { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
