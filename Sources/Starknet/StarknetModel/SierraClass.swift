public import FiniteFields
import HashFunctions

/// A contract class as it is declared: the Sierra program and its entry points (EXEC §2.3, §4.1).
public struct SierraClass: Hashable, Sendable {
    /// One entry point.
    public struct EntryPoint: Hashable, Sendable {
        /// The hash of its name.
        public var selector: Felt252
        /// The function of the Sierra program.
        public var functionIndex: UInt64

        /// The entry point with this selector.
        public init(selector: Felt252, functionIndex: UInt64) {
            self.selector = selector
            self.functionIndex = functionIndex
        }
    }

    /// The Sierra program in its felt encoding.
    public var program: [Felt252]
    /// The version of the class format, "0.1.0".
    public var contractClassVersion: [UInt8]
    public var external: [EntryPoint]
    public var l1Handler: [EntryPoint]
    public var constructor: [EntryPoint]
    /// The ABI, exactly as declared: JSON text in UTF-8.
    public var abi: [UInt8]

    /// A class with the given content.
    public init(
        program: [Felt252], contractClassVersion: [UInt8] = Array("0.1.0".utf8), external: [EntryPoint],
        l1Handler: [EntryPoint], constructor: [EntryPoint], abi: [UInt8]
    ) {
        self.program = program
        self.contractClassVersion = contractClassVersion
        self.external = external
        self.l1Handler = l1Handler
        self.constructor = constructor
        self.abi = abi
    }

    /// What it takes of memory, in bytes.
    public var heldBytes: Int {
        program.count * 32 + abi.count + (external.count + l1Handler.count + constructor.count) * 40
    }

    /// The class hash.
    public var hash: ClassHash {
        func list(_ entries: [EntryPoint]) -> Felt252 {
            Poseidon.hash(list: entries.flatMap { [$0.selector, Felt252($0.functionIndex)] })
        }
        let hash = Poseidon.hash(list: [
            Felt252(ascii: "CONTRACT_CLASS_V0.1.0"), list(external), list(l1Handler), list(constructor),
            StarknetKeccak.hash(abi), Poseidon.hash(list: program),
        ])
        return ClassHash(hash.reducedToAddressBound)
    }

    /// The Sierra version the program was written in, from its first three felts; nil when they are no version.
    public var sierraVersion: (major: UInt64, minor: UInt64, patch: UInt64)? {
        guard program.count >= 3, let major = program[0].asUInt64, let minor = program[1].asUInt64,
            let patch = program[2].asUInt64
        else { return nil }
        return (major, minor, patch)
    }

    /// Whether calls of this class are paid by its own gas counter, which needs Sierra 1.7 (EXEC §3.5).
    public var countsSierraGas: Bool {
        guard let version = sierraVersion else { return false }
        return version.major > 1 || version.major == 1 && version.minor >= 7
    }
}
