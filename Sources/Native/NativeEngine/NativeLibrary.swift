import LLVMBuilding
import NativeCodegen
import NativeRuntime

/// The classes whose code this process has loaded.
final class NativeLibrary: Sendable {
    private let loader: ObjectLoader

    init() throws(NativeRefusal) {
        let imports = NativeClass.imports.map { ObjectLoader.Import($0.name, $0.address) }
        do { loader = try ObjectLoader(imports: imports) } catch { throw .code(error.message) }
    }

    /// Puts a class's code into memory.
    func load(_ object: LoadableClass) throws(NativeRefusal) -> NativeClass {
        var addresses: [UnsafeRawPointer] = []
        do { addresses = try loader.load(object.object, exports: object.entries.map(\.export)) } catch {
            throw .code(error.message)
        }
        var entries: [NativeClass.EntryKey: UnsafeRawPointer] = [:]
        for (entry, address) in zip(object.entries, addresses) { entries[.init(entry.type, entry.selector)] = address }
        return NativeClass(entries: entries)
    }
}
