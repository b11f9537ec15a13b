import Determinism
import FiniteFields
import StarknetModel
import StateTries
import Testing

/// A state as plain tables, whose root is computed by the reference.
struct TableState {
    var storage: [ContractAddress: [Felt252: Felt252]] = [:]
    var nonces: [ContractAddress: Felt252] = [:]
    var classes: [ContractAddress: ClassHash] = [:]
    var declared: [Felt252: CompiledClassHash] = [:]

    mutating func apply(_ diff: StateDiff) {
        for entry in diff.storage {
            for write in entry.value { storage[entry.address, default: [:]][write.key.felt] = write.value }
        }
        for entry in diff.nonces { nonces[entry.address] = entry.value }
        for entry in diff.deployedContracts + diff.replacedClasses { classes[entry.address] = entry.value }
        for entry in diff.declaredClasses { declared[entry.classHash.felt] = entry.compiledClassHash }
    }

    var roots: StateRoots {
        var leaves: [Felt252: Felt252] = [:]
        for address in Set(storage.keys).union(nonces.keys).union(classes.keys) {
            leaves[address.felt] =
                ContractLeaf(
                    classHash: classes[address] ?? .none,
                    storageRoot: ReferenceTrie.root(storage[address] ?? [:], hash: .pedersen),
                    nonce: nonces[address] ?? .zero
                ).hash
        }
        return StateRoots(
            contracts: ReferenceTrie.root(leaves, hash: .pedersen),
            classes: ReferenceTrie.root(declared.mapValues(\.leaf), hash: .poseidon))
    }

    /// A random diff over few contracts and keys, with many deletions.
    static func diff(_ random: inout SplitMix64, changes: Int) -> StateDiff {
        var storage: [ContractAddress: [StorageKey: Felt252]] = [:]
        var nonces: [ContractAddress: Felt252] = [:]
        var declared: [ClassHash: CompiledClassHash] = [:]
        for _ in 0..<changes {
            guard let address = ContractAddress(Felt252(random.next() % 5)), let key = StorageKey(random.key()) else {
                continue
            }
            storage[address, default: [:]][key] = random.next() % 2 == 0 ? .zero : Felt252(random.next() % 1000)
            if random.next() % 4 == 0 { nonces[address] = Felt252(random.next() % 100 + 1) }
            if random.next() % 4 == 0 { declared[ClassHash(random.key())] = CompiledClassHash(random.key()) }
        }
        return StateDiff(
            storage: storage.map { .init(address: $0, value: $1.map { .init(key: $0, value: $1) }) },
            declaredClasses: declared.map { .init(classHash: $0, compiledClassHash: $1) },
            nonces: nonces.map { .init(address: $0, value: $1) })
    }
}

struct StateUpdateTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `roots after random changes are those of the definition`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var tries = MemoryTries(), table = TableState()
        for _ in 0..<8 {
            let diff = TableState.diff(&random, changes: 6)
            tries.apply(try StateUpdate(applying: diff, to: tries.roots, source: tries))
            table.apply(diff)
            #expect(tries.roots == table.roots)
        }
    }

    @Test func `undoing every change leaves no node behind`() throws {
        var random = SplitMix64(seed: 99)
        var tries = MemoryTries()
        var keys: Set<StorageKey> = []
        let address = try #require(ContractAddress(3))
        func apply(_ writes: [StateDiff.Write]) throws {
            let diff = StateDiff(storage: [.init(address: address, value: writes)])
            tries.apply(try StateUpdate(applying: diff, to: tries.roots, source: tries))
        }
        for _ in 0..<40 { if let key = StorageKey(random.key()) { keys.insert(key) } }
        try apply(keys.map { .init(key: $0, value: 1) })
        #expect(tries.nodeCount > 40)
        for key in keys.shuffled(using: &random) { try apply([.init(key: key, value: 0)]) }
        #expect(tries.roots == .empty)
        #expect(tries.nodeCount == 0)
    }

    @Test func `a deletion of what is not there changes nothing`() throws {
        let address = try #require(ContractAddress(3)), key = try #require(StorageKey(9))
        let diff = StateDiff(storage: [.init(address: address, value: [.init(key: key, value: 0)])])
        let update = try StateUpdate(applying: diff, to: .empty, source: MemoryTries())
        #expect(update.roots == .empty)
    }
}
