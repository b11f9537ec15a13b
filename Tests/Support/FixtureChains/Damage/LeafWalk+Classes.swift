import BlockVerifying
import CasmModel
import FiniteFields

extension LeafWalk {
    /// The classes: hash, code, how it is cut, entry points.
    mutating func classes() {
        list("classes", \.bundle.classes) { walk, name, path in
            walk.felt(name + ".classHash", path.appending(path: \.classHash))
            let casm = walk.parts[keyPath: path].casm
            for index in casm.bytecode.indices {
                walk.rebuild("\(name).bytecode[\(index)]", path) { $0.bytecode[index] = $0.bytecode[index] + .one }
            }
            walk.rebuild(name + ".segments", path) { $0.segments = $0.segments == nil ? .leaf($0.bytecode.count) : nil }
            walk.entries(name + ".external", path, \.external)
            walk.entries(name + ".constructor", path, \.constructor)
            if let entry = casm.entryPoints.external.first {
                walk.rebuild(name + ".l1Handler more", path) { $0.entryPoints.l1Handler.append(entry) }
            }
        }
    }

    /// A class's parts as variables.
    struct ClassParts {
        var bytecode: [Felt252]
        var segments: BytecodeSegments?
        var entryPoints: EntryPoints
    }

    /// A change of a class. What no class may look like stays as it was, and is sorted out as no change.
    private mutating func rebuild(
        _ name: String, _ path: Path<BundledClass>, _ change: @escaping (inout ClassParts) -> Void
    ) {
        add(name) { parts in
            let old = parts[keyPath: path].casm
            var changed = ClassParts(
                bytecode: old.bytecode, segments: old.segmentLengths, entryPoints: old.entryPoints)
            change(&changed)
            guard
                let casm = try? CasmClass(
                    compilerVersion: "", bytecode: changed.bytecode, segmentLengths: changed.segments, hints: [],
                    entryPoints: changed.entryPoints)
            else { return }
            parts[keyPath: path].casm = casm
        }
    }

    private mutating func entries(
        _ name: String, _ path: Path<BundledClass>, _ list: WritableKeyPath<EntryPoints, [CasmEntryPoint]>
    ) {
        let entries = parts[keyPath: path].casm.entryPoints[keyPath: list]
        if !entries.isEmpty { rebuild(name + " less", path) { $0.entryPoints[keyPath: list].removeLast() } }
        for index in entries.indices {
            rebuild("\(name)[\(index)].selector", path) { parts in
                let old = parts.entryPoints[keyPath: list][index].selector
                parts.entryPoints[keyPath: list][index].selector = old + .one
            }
            rebuild("\(name)[\(index)].offset", path) { $0.entryPoints[keyPath: list][index].offset ^= 1 }
            rebuild("\(name)[\(index)].builtins", path) { parts in
                var builtins = parts.entryPoints[keyPath: list][index].builtins
                if builtins.isEmpty { builtins = [.rangeCheck] } else { builtins.removeLast() }
                parts.entryPoints[keyPath: list][index].builtins = builtins
            }
        }
    }
}
