import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import QuorumCertificates
import StarknetModel
import StateTries

extension BundleLeaf {
    /// Every field of a bundle outside the Cairo proof, its block first.
    public static func all(of parts: FixtureParts) -> [BundleLeaf] {
        var walk = LeafWalk(parts)
        walk.block()
        walk.list("ancestors", \.bundle.ancestors) { walk, name, path in walk.header(name, path) }
        walk.classes()
        walk.certificate()
        walk.manifest()
        walk.opening()
        walk.integer("blockNumber", \.proof.blockNumber)
        walk.felts("data", \.proof.data)
        return walk.leaves
    }

    /// Whether it is part of the block, which the certificate signs.
    public var isInBlock: Bool { name.hasPrefix("block.") }
}

extension LeafWalk {
    fileprivate mutating func certificate() {
        add("certificate.height") { parts in
            parts.bundle.certificate.height = Height(parts.bundle.certificate.height.value ^ 1)
        }
        add("certificate.round") { parts in
            parts.bundle.certificate.round = Round(parts.bundle.certificate.round.value ^ 1)
        }
        add("certificate.block") { parts in
            var bytes = parts.bundle.certificate.block.bytes
            bytes[31] ^= 1
            parts.bundle.certificate.block = BlockID(bytes: bytes) ?? BlockID(words: 0, 0, 0, 0)
        }
        list("certificate.signatures", \.bundle.certificate.signatures) { walk, name, path in
            walk.add(name + ".validator") { parts in
                let old = parts[keyPath: path].validator.value
                parts[keyPath: path].validator = ValidatorIndex(old ^ 1)
            }
            walk.bytes(name + ".bytes", path.appending(path: \.bytes))
        }
    }

    fileprivate mutating func manifest() {
        list("manifest.classHashes", \.proof.manifest.classHashes) { walk, name, path in walk.felt(name, path) }
        list("manifest.frames", \.proof.manifest.frames) { walk, name, path in walk.frame(name, path) }
    }

    private mutating func frame(_ name: String, _ path: Path<FrameManifest>) {
        for (field, number) in [
            ("transaction", path.appending(path: \.transaction)), ("classIndex", path.appending(path: \.classIndex)),
            ("entryOffset", path.appending(path: \.entryOffset)),
        ] { integer("\(name).\(field)", number) }
        integer(name + ".gasIn", path.appending(path: \.gasIn))
        integer(name + ".gasOut", path.appending(path: \.gasOut))
        flag(name + ".failed", path.appending(path: \.failed))
        range(name + ".transcript", path.appending(path: \.transcript))
        range(name + ".calldata", path.appending(path: \.calldata))
        for builtin in Builtin.proven {
            integer("\(name).usage.\(builtin)", path.appending(path: \.usage[builtin]))
        }
        flag(name + ".returned.isPlaced", path.appending(path: \.returned.isPlaced))
        range(name + ".returned", path.appending(path: \.returned.range))
        list(name + ".asserts", path.appending(path: \.asserts)) { walk, name, path in
            walk.integer(name + ".cell", path.appending(path: \.cell))
            walk.flag(name + ".hasEnd", path.appending(path: \.hasEnd))
            walk.range(name + ".expected", path.appending(path: \.expected))
        }
        add(name + ".arena") { parts in
            let arena = ArenaManifest(base: 0, operations: 0, dictionaries: 0, infos: 0)
            parts[keyPath: path].arena = parts[keyPath: path].arena == nil ? arena : nil
        }
        guard parts[keyPath: path].arena != nil else { return }
        for (field, number) in [
            ("base", \ArenaManifest.base), ("operations", \.operations), ("dictionaries", \.dictionaries),
            ("infos", \.infos),
        ] as [(String, WritableKeyPath<ArenaManifest, Int>)] {
            add("\(name).arena.\(field)") { $0[keyPath: path].arena?[keyPath: number] ^= 1 }
        }
    }

    private mutating func range(_ name: String, _ path: Path<CellRange>) {
        let place = parts[keyPath: path].count == 0 ? name + "(empty)" : name
        integer(place + ".offset", path.appending(path: \.offset))
        integer(name + ".count", path.appending(path: \.count))
    }

    fileprivate mutating func opening() {
        felt("opening.roots.contracts", \.proof.opening.roots.contracts)
        felt("opening.roots.classes", \.proof.opening.roots.classes)
        list("opening.pedersenNodes", \.proof.opening.pedersenNodes) { walk, name, path in walk.node(name, path) }
        list("opening.poseidonNodes", \.proof.opening.poseidonNodes) { walk, name, path in walk.node(name, path) }
        list("opening.contracts", \.proof.opening.contracts) { walk, name, path in
            let leaf = path.appending(path: \.value)
            walk.address(name + ".address", path.appending(path: \.address))
            walk.add(name + ".classHash") {
                $0[keyPath: leaf].classHash = ClassHash($0[keyPath: leaf].classHash.felt + .one)
            }
            walk.felt(name + ".storageRoot", leaf.appending(path: \.storageRoot))
            walk.felt(name + ".nonce", leaf.appending(path: \.nonce))
        }
    }

    private mutating func node(_ name: String, _ path: Path<TrieNode>) {
        switch parts[keyPath: path] {
        case .binary(let left, let right):
            add(name + ".left") { $0[keyPath: path] = .binary(left: left + .one, right: right) }
            add(name + ".right") { $0[keyPath: path] = .binary(left: left, right: right + .one) }
        case .edge(let edge, let child):
            add(name + ".child") { $0[keyPath: path] = .edge(path: edge, child: child + .one) }
            add(name + ".path") { parts in
                let even = edge.value.limbs.0 & 1 == 0
                let value = even ? edge.value + .one : edge.value - .one
                parts[keyPath: path] = .edge(path: TriePath(value: value, length: edge.length) ?? edge, child: child)
            }
            add(name + ".path longer") { parts in
                let longer = TriePath(value: edge.value, length: edge.length + 1)
                parts[keyPath: path] = .edge(path: longer ?? edge, child: child)
            }
        }
    }
}
