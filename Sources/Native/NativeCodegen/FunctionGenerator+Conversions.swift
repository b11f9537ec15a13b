import FiniteFields
import LLVMBuilding
import NativeLayout
import SierraModel

/// One type's scalars as another's.
extension FunctionGenerator {
    /// Whether values are canonical elements of the field.
    func isFelt(_ type: TypeID) -> Bool {
        switch types[parent.layouts.resolved(type)].name {
        case "felt252", "ContractAddress", "ClassHash", "StorageAddress", "StorageBaseAddress", "bytes31": true
        default: false
        }
    }

    /// The values of an integer type.
    func range(_ type: TypeID) throws(NativeRefusal) -> IntegerRange {
        do { return try types.range(of: parent.layouts.resolved(type)) } catch { throw invalid }
    }

    /// Whether values below zero are among those of a type of integers; felts have none.
    func isSigned(_ type: TypeID) -> Bool {
        if isFelt(type) { return false }
        return (try? types.range(of: parent.layouts.resolved(type)))?.lower.isNegative ?? false
    }

    /// The only scalar of a value.
    func single(_ cells: [Value]) throws(NativeRefusal) -> Value {
        guard cells.count == 1 else { throw invalid }
        return cells[0]
    }

    /// The scalar of a type that has one.
    func cell(_ type: TypeID) throws(NativeRefusal) -> CellType {
        let cells = try parent.layout(type).cells
        guard cells.count == 1 else { throw invalid }
        return cells[0]
    }

    /// How an integer becomes another type's scalar; a felt is canonical.
    struct Conversion {
        let isWidening: Bool
        let isSigned: Bool
        let cell: CellType
    }

    /// The conversion between two types of one scalar.
    func conversion(_ from: TypeID, to type: TypeID) throws(NativeRefusal) -> Conversion {
        Conversion(isWidening: isFelt(type) && !isFelt(from), isSigned: isSigned(from), cell: try cell(type))
    }

    func convert(_ value: Value, _ conversion: Conversion) -> Value {
        conversion.isWidening
            ? widen(value, signed: conversion.isSigned)
            : code.resize(value, to: conversion.cell, signed: conversion.isSigned)
    }

    func convert(_ value: Value, _ from: TypeID, to type: TypeID) throws(NativeRefusal) -> Value {
        convert(value, try conversion(from, to: type))
    }

    /// What only changes its type: integers may get another width.
    func convert(_ cells: [Value], _ from: TypeID, to type: TypeID) throws(NativeRefusal) -> [Value] {
        let wanted = try parent.layout(type).cells
        if cells.count == 1, wanted.count == 1, cells[0].type != .pointer, wanted[0] != .pointer {
            return [try convert(cells[0], from, to: type)]
        }
        if types[from].name == "SquashedFelt252Dict", from != type { return try entries(cells, to: type) }
        // The only variant of an enum has no tag.
        if wanted.isEmpty, cells.count == 1 { return [] }
        guard wanted == cells.map(\.type) else { throw .type(type.index) }
        return cells
    }

    /// An integer as a felt.
    func widen(_ value: Value, signed: Bool) -> Value {
        let wide = code.resize(value, to: .felt, signed: signed)
        guard signed else {
            if value.type.bits <= 64 { small[wide] = value }
            return wide
        }
        let negative = code.compare(.belowSigned, wide, code.constant(0, .felt))
        return code.select(negative, code.binary(.add, wide, prime), wide)
    }

    /// The field's prime, as a number.
    var prime: Value { constant(.prime, .felt) }

    /// A number as a scalar: of a negative one its two's complement.
    func constant(_ number: SierraInteger, _ type: CellType) -> Value {
        code.constant(ConstantCells.words(number), type)
    }
}
