public import FiniteFields

/// What surrounds a run: system calls, and where hints place memory.
///
/// The machine calls it only at hints. A handler that must stop the run keeps its own reason and throws
/// `MachineError.systemCall`. The default methods do what the reference's hints do.
public protocol RunEnvironment: AnyObject {
    /// Serves the system call whose request starts at `pointer`: the first cell is the selector. The handler reads
    /// the request and writes the response with the machine's memory methods.
    func systemCall(_ machine: Machine, at pointer: MachineAddress) throws(MachineError)

    /// The value for `allocSegment`: by default a new segment.
    func allocateSegment(_ machine: Machine) throws(MachineError) -> MachineAddress

    /// The value for `allocConstantSize`, or nil to take the cells from the run's bump segment.
    func allocate(_ machine: Machine, cells: UInt64) throws(MachineError) -> MachineAddress?

    /// The start of dictionary `index`: by default a new segment, temporary from the second on where
    /// `Machine.mergesDictionaries` is set.
    func allocateDictionary(_ machine: Machine, index: UInt64) throws(MachineError) -> MachineAddress

    /// A mark of the program's maker at a code position; see `CairoProgram.Mark`.
    func mark(_ machine: Machine, _ number: Int) throws(MachineError)

    /// What the arbitrary points of the code that runs come from (`ArbitraryPoints`); asked at each of them.
    func pointSeed() -> Felt252?

    /// The arguments of an executable, for `writeRunParam`.
    func runParameters(_ index: Int) -> [RunArgument]?
}

/// An argument of an executable: a felt, or an array that is passed as start and end pointer.
public enum RunArgument: Sendable, Equatable {
    case felt(MemoryValue)
    case array([RunArgument])
}

extension RunEnvironment {
    public func systemCall(_ machine: Machine, at pointer: MachineAddress) throws(MachineError) {
        throw .hintNotAllowed
    }

    public func allocateSegment(_ machine: Machine) throws(MachineError) -> MachineAddress {
        MachineAddress(segment: try machine.addSegment(), offset: 0)
    }

    public func allocate(_ machine: Machine, cells: UInt64) throws(MachineError) -> MachineAddress? { nil }

    public func allocateDictionary(_ machine: Machine, index: UInt64) throws(MachineError) -> MachineAddress {
        let temporary = machine.mergesDictionaries && index > 0
        return MachineAddress(segment: try machine.addSegment(temporary: temporary), offset: 0)
    }

    public func mark(_ machine: Machine, _ number: Int) throws(MachineError) {}

    public func pointSeed() -> Felt252? { nil }

    public func runParameters(_ index: Int) -> [RunArgument]? { nil }
}

/// An environment without system calls.
public final class PlainEnvironment: RunEnvironment {
    let parameters: [[RunArgument]]?

    /// `parameters`: what `writeRunParam` hints of an executable may ask for.
    public init(parameters: [[RunArgument]]? = nil) { self.parameters = parameters }

    public func runParameters(_ index: Int) -> [RunArgument]? {
        guard let parameters, index >= 0, index < parameters.count else { return nil }
        return parameters[index]
    }
}
