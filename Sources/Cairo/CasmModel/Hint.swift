public import FiniteFields

/// A hint of a CASM class: what the prover computes outside the proof (EXEC spec §4.7 lists all, §6.6 the meaning).
///
/// Payloads are operands in the order of the reference's fields. Every case is trivially copyable, so that the
/// machine runs hints without touching a reference count.
public enum Hint: Sendable, Equatable {
    // Starknet
    case systemCall(system: HintOperand)
    case cheatcode(selector: Felt252)

    // Core: memory and comparisons
    case allocSegment(dst: CellReference)
    case allocConstantSize(size: HintOperand, dst: CellReference)
    case testLessThan(lhs: HintOperand, rhs: HintOperand, dst: CellReference)
    case testLessThanOrEqual(lhs: HintOperand, rhs: HintOperand, dst: CellReference)
    case testLessThanOrEqualAddress(lhs: HintOperand, rhs: HintOperand, dst: CellReference)
    case debugPrint(start: HintOperand, end: HintOperand)

    // Core: integers
    case wideMul128(lhs: HintOperand, rhs: HintOperand, high: CellReference, low: CellReference)
    case divMod(lhs: HintOperand, rhs: HintOperand, quotient: CellReference, remainder: CellReference)
    case uint256DivMod(
        dividend: Pair<HintOperand>, divisor: Pair<HintOperand>, quotient: Pair<CellReference>,
        remainder: Pair<CellReference>)
    case uint512DivModByUint256(
        dividendLow: Pair<HintOperand>, dividendHigh: Pair<HintOperand>,
        divisor: Pair<HintOperand>, quotientLow: Pair<CellReference>, quotientHigh: Pair<CellReference>,
        remainder: Pair<CellReference>)
    case squareRoot(value: HintOperand, dst: CellReference)
    case uint256SquareRoot(
        value: Pair<HintOperand>, root: Pair<CellReference>, remainder: Pair<CellReference>,
        rootDoubledMinusRemainderReaches128: CellReference)
    case linearSplit(value: HintOperand, scalar: HintOperand, xMax: HintOperand, x: CellReference, y: CellReference)
    case u256InvModN(
        b: Pair<HintOperand>, n: Pair<HintOperand>, gOrNoInverse: Pair<CellReference>,
        sOrR: Pair<CellReference>, tOrK: Pair<CellReference>)
    case fieldSqrt(value: HintOperand, root: CellReference)
    case randomEcPoint(x: CellReference, y: CellReference)
    case evalCircuit(addCount: HintOperand, addBuiltin: HintOperand, mulCount: HintOperand, mulBuiltin: HintOperand)

    // Core: dictionaries
    case allocFelt252Dict(segmentArena: HintOperand)
    case felt252DictEntryInit(dict: HintOperand, key: HintOperand)
    case felt252DictEntryUpdate(dict: HintOperand, value: HintOperand)
    case getSegmentArenaIndex(dictEnd: HintOperand, index: CellReference)
    case initSquashData(
        accesses: HintOperand, pointerDifference: HintOperand, accessCount: HintOperand,
        bigKeys: CellReference, firstKey: CellReference)
    case getCurrentAccessIndex(rangeCheck: HintOperand)
    case shouldSkipSquashLoop(dst: CellReference)
    case getCurrentAccessDelta(dst: CellReference)
    case shouldContinueSquashLoop(dst: CellReference)
    case getNextDictKey(dst: CellReference)

    // Core: ordering of field elements
    case assertLeFindSmallArcs(rangeCheck: HintOperand, a: HintOperand, b: HintOperand)
    case assertLeIsFirstArcExcluded(dst: CellReference)
    case assertLeIsSecondArcExcluded(dst: CellReference)

    // Deprecated: written by old compilers only
    case assertCurrentAccessIndicesIsEmpty
    case assertAllAccessesUsed(used: CellReference)
    case assertAllKeysUsed
    case assertLeAssertThirdArcExcluded
    case assertLtAssertValidInput(a: HintOperand, b: HintOperand)
    case felt252DictRead(dict: HintOperand, key: HintOperand, dst: CellReference)
    case felt252DictWrite(dict: HintOperand, key: HintOperand, value: HintOperand)

    // External: executables only
    case addRelocationRule(source: HintOperand, destination: HintOperand)
    case writeRunParam(index: HintOperand, dst: CellReference)
    case addMarker(start: HintOperand, end: HintOperand)
    case addTrace(flag: HintOperand)
}

/// The low and the high half of an operand of two 128-bit words.
public struct Pair<Element: Sendable & Equatable>: Sendable, Equatable {
    public var low: Element
    public var high: Element

    public init(_ low: Element, _ high: Element) {
        self.low = low
        self.high = high
    }
}
