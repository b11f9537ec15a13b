import CNative
public import CasmModel
public import FiniteFields

/// A class in machine code that is loaded: where its entry points are.
public struct NativeClass: @unchecked Sendable {
    /// An entry point of a class.
    public struct EntryKey: Hashable, Sendable {
        public let type: EntryPointType
        public let selector: Felt252

        public init(_ type: EntryPointType, _ selector: Felt252) {
            self.type = type
            self.selector = selector
        }
    }

    /// Addresses of code.
    let entries: [EntryKey: UnsafeRawPointer]

    /// The code at these addresses stays as long as the value is used. Each takes what `NativeEntry` takes.
    public init(entries: [EntryKey: UnsafeRawPointer]) { self.entries = entries }

    /// What objects may import: name and address.
    public static var imports: [(name: String, address: UnsafeRawPointer)] {
        var list: [(String, UnsafeRawPointer)] = []
        while let name = native_import_name(list.count), let address = native_import_address(list.count) {
            list.append((String(cString: name), address))
        }
        return list
    }
}
