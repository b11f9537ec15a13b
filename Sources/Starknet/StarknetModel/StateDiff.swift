public import FiniteFields

/// What a block changes in the state: new values only, and only real changes (EXEC §2.11).
///
/// Every list is sorted by its key, ascending, without repetitions; `StateDiff.init` puts it so.
public struct StateDiff: Hashable, Sendable {
    /// A contract and a value of it.
    public struct Entry<Value: Hashable & Sendable>: Hashable, Sendable {
        public var address: ContractAddress
        public var value: Value

        /// The new `value` of the contract at `address`.
        public init(address: ContractAddress, value: Value) {
            self.address = address
            self.value = value
        }
    }

    /// A changed storage cell.
    public struct Write: Hashable, Sendable {
        public var key: StorageKey
        public var value: Felt252

        /// The new `value` under `key`.
        public init(key: StorageKey, value: Felt252) {
            self.key = key
            self.value = value
        }
    }

    /// A class and what it compiles to.
    public struct DeclaredClass: Hashable, Sendable {
        public var classHash: ClassHash
        public var compiledClassHash: CompiledClassHash

        /// The declaration of `classHash`.
        public init(classHash: ClassHash, compiledClassHash: CompiledClassHash) {
            self.classHash = classHash
            self.compiledClassHash = compiledClassHash
        }
    }

    /// Changed cells of each contract; no empty list inside.
    public private(set) var storage: [Entry<[Write]>]
    /// Classes of new contracts.
    public private(set) var deployedContracts: [Entry<ClassHash>]
    /// New classes of contracts that were there.
    public private(set) var replacedClasses: [Entry<ClassHash>]
    /// New classes.
    public private(set) var declaredClasses: [DeclaredClass]
    /// Changed nonces.
    public private(set) var nonces: [Entry<Felt252>]

    /// A state diff of the given changes, put in order. If a key is given twice, which value stays is not said.
    public init(
        storage: [Entry<[Write]>] = [], deployedContracts: [Entry<ClassHash>] = [],
        replacedClasses: [Entry<ClassHash>] = [], declaredClasses: [DeclaredClass] = [], nonces: [Entry<Felt252>] = []
    ) {
        self.storage = storage.filter { !$0.value.isEmpty }.map { entry in
            Entry(address: entry.address, value: entry.value.sorted { $0.key < $1.key })
        }.sorted { $0.address < $1.address }
        self.deployedContracts = deployedContracts.sorted { $0.address < $1.address }
        self.replacedClasses = replacedClasses.sorted { $0.address < $1.address }
        self.declaredClasses = declaredClasses.sorted { $0.classHash < $1.classHash }
        self.nonces = nonces.sorted { $0.address < $1.address }
    }

    /// The lists as they are, for the decoder, which then asks `isCanonical`.
    init(
        canonical storage: [Entry<[Write]>], deployedContracts: [Entry<ClassHash>], replacedClasses: [Entry<ClassHash>],
        declaredClasses: [DeclaredClass], nonces: [Entry<Felt252>]
    ) {
        self.storage = storage
        self.deployedContracts = deployedContracts
        self.replacedClasses = replacedClasses
        self.declaredClasses = declaredClasses
        self.nonces = nonces
    }

    /// Whether nothing changes.
    public var isEmpty: Bool { length == 0 }

    /// The number of changes, as the block hash counts them (EXEC §2.8).
    public var length: Int {
        deployedContracts.count + replacedClasses.count + declaredClasses.count + nonces.count
            + storage.reduce(0) { $0 + $1.value.count }
    }

    /// Whether every list is strictly ascending and no contract has an empty list of writes.
    public var isCanonical: Bool {
        strictlyAscending(storage) { $0.address < $1.address } && strictlyAscending(nonces) { $0.address < $1.address }
            && strictlyAscending(deployedContracts) { $0.address < $1.address }
            && strictlyAscending(replacedClasses) { $0.address < $1.address }
            && strictlyAscending(declaredClasses) { $0.classHash < $1.classHash }
            && storage.allSatisfy { !$0.value.isEmpty && strictlyAscending($0.value) { $0.key < $1.key } }
    }
}

/// Whether each element precedes the next.
func strictlyAscending<Element>(_ list: [Element], by precedes: (Element, Element) -> Bool) -> Bool {
    zip(list, list.dropFirst()).allSatisfy { precedes($0, $1) }
}
