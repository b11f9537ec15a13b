/// What a library function does, with what its code depends on beyond the types of its parameters and results.
/// Functions of one meaning share a case: all conversions that leave the cell as it is are `identity`.
public enum Operation: Sendable {
    // Control and memory
    case apTracking
    case branchAlign
    case jump
    case functionCall(Int)
    case drop
    /// The value twice; also takes a snapshot.
    case dup
    /// The same cells, possibly of another type.
    case identity
    case storeTemporary
    case storeLocal
    case allocateLocal
    case finalizeLocals

    // Constants
    case constant(SierraInteger)
    case constantAsImmediate(TypeID)
    case constantAsBox(TypeID, segment: Int)

    // Boxes, structs, enums, arrays
    case intoBox
    case localIntoBox
    case unbox
    case constructStruct
    case deconstructStruct
    case deconstructBoxedStruct([TypeID])
    case initEnum(index: Int, of: Int)
    case enumFromInteger(variants: Int)
    case matchEnum
    case matchBoxedEnum([TypeID])
    case newArray
    case spanFromTuple(size: Int)
    case tupleFromSpan(size: Int)
    case append
    case popFront(size: Int)
    case popBack(size: Int)
    case popSeveral(size: Int, front: Bool)
    case arrayGet(size: Int)
    case arraySlice(size: Int)
    case arrayLength(size: Int)

    // Felts and booleans
    case add, subtract, multiply, divide
    case isZero
    case equal
    case boolAnd, boolNot, boolXor, boolOr

    // Integers
    case addUnsigned(IntegerWidth)
    /// The difference and whether it is below zero; the limit is the count of values.
    case difference(limit: SierraInteger)
    case squareRoot
    case divide128(IntegerRange, by: IntegerRange)
    case bitwise
    case addSigned(IntegerWidth)
    case subtractSigned(IntegerWidth)
    /// Narrows any felt to a range of at most 2^128 values.
    case reduceFelt(IntegerRange)
    case downcast(IntegerRange, to: IntegerRange, CastKind)
    case guaranteeProduct
    case verifyProduct
    case splitFelt
    case reverseBytes
    case isZero256
    case divide256
    case squareRoot256
    case inverse256
    case divide512
    case constrain(SierraInteger)
    case trim(SierraInteger)
    case newRange
    case popRange
    /// Narrows a felt to so many bits, more than 128.
    case felt(bits: Int)
    case storageBase

    // Gas
    case withdrawGas
    case withdrawGasWithTable
    case redepositGas
    case builtinCosts
    case createReserve
    case useReserve
    case buyCoupon
    case refundCoupon

    // Dictionaries, hashes, curve points
    case newDictionary
    case squashDictionary
    case dictionaryEntry
    case finalizeEntry
    case pedersen
    case hades
    case blake(final: Bool)
    case pointZero
    case pointNew
    case pointFromX
    case pointUnwrap
    case pointIsZero
    case pointNegate
    case stateInit
    case stateAdd
    case stateFinalize
    case stateAddProduct

    /// A system call, by the short string of its selector.
    case systemCall(GenericName)

    // Circuits
    case tryIntoModulus
    case initCircuit(TypeID)
    case addCircuitInput
    case circuitDescriptor(TypeID)
    case evaluateCircuit(TypeID)
    case circuitOutput(TypeID, of: TypeID)
    case verifyCircuitFailure
    case verify96
    case compareLimbs(Int)
    case compareLastLimb
}

/// Where a value can be outside the target of a narrowing conversion.
public struct CastKind: Hashable, Sendable {
    public var above: Bool
    public var below: Bool
}
