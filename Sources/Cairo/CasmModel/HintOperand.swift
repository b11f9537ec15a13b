public import FiniteFields

/// The register an operand is relative to.
public enum CellRegister: UInt8, Sendable { case ap, fp }

/// A memory cell of the execution segment: register plus a signed offset.
public struct CellReference: Sendable, Equatable {
    public var register: CellRegister
    public var offset: Int16

    public init(_ register: CellRegister, _ offset: Int16) {
        self.register = register
        self.offset = offset
    }
}

/// A hint's input (EXEC spec §4.7): the value of a cell, of a cell it points to, a constant, or a sum or product.
public enum HintOperand: Sendable, Equatable {
    case cell(CellReference)
    /// The cell at the address in the first cell plus an offset.
    case indirect(CellReference, Int16)
    case immediate(Felt252)
    case sumOfCells(CellReference, CellReference)
    case sum(CellReference, Felt252)
    case productOfCells(CellReference, CellReference)
    case product(CellReference, Felt252)
}
