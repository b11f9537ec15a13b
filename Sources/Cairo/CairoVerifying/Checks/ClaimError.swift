public import CairoAIR

/// Why a claim was refused before any cryptography (STWO §4.9).
public enum ClaimError: Error, Equatable, Sendable {
    /// Not exactly eleven segments.
    case segmentCount
    /// An id is not below the modulus `2^31 - 1`.
    case idTooLarge
    /// A public value is not a canonical field element.
    case valueNotCanonical
    /// A register, a pointer or the end of program or output is not below `2^29`, the bound of addresses.
    case addressTooLarge
    /// The program must start at address 1.
    case initialPC
    /// The stack must start behind the program's first instructions.
    case initialAp
    /// The frame pointer must start at the allocation pointer.
    case initialFp
    /// The run must end in the endless loop at address 5.
    case finalPC
    /// The allocation pointer must not shrink.
    case finalAp
    /// The frame pointer must come back.
    case finalFp
    /// The word of this index is not the bootstrap's.
    case bootstrap(word: Int)
    /// The program has no output pointer.
    case outputSegmentMissing
    /// The output's stop lies before its start.
    case outputRange
    /// There are more or fewer output values than the segment has cells.
    case outputLength
    /// A builtin without AIR was used.
    case builtinWithoutAIR(PublicSegment)
    /// A builtin was used, but the table that checks it is absent.
    case builtinTableMissing(PublicSegment)
    /// The used part is not a whole number of instances, or ends before it starts.
    case builtinInstances(PublicSegment)
    /// The used part is larger than the table, or the table leaves the address space.
    case builtinRange(PublicSegment)
    /// Both tables for the Pedersen builtin are there.
    case twoPedersenTables
    /// More instances of a table than there can be.
    case tableRepeated(ComponentKind)
    /// A constant table with another size, or a table smaller than 16 or larger than `2^29` rows.
    case tableSize(ComponentKind)
    /// A table that every proof needs is absent.
    case tableMissing(ComponentKind)
    /// More addresses than `2^29`.
    case tooManyAddresses
    /// The ids of large values reach the modulus.
    case tooManyLargeValues
    /// The opcodes' tables have more than 2^29 rows together.
    case tooManySteps
    /// A relation, by its index, may be used as often as the field has elements.
    case tooManyUses(relation: Int)
}
