import CLLVM
public import NativeLayout

extension CodeModule {
    /// A pointer so many bytes on, inside the same piece of memory.
    public func offset(_ pointer: Value, by bytes: Int) -> Value {
        bytes == 0 ? pointer : offset(pointer, by: constant(bytes, .integer(64)))
    }

    /// The same by a number of 64 bits.
    public func offset(_ pointer: Value, by bytes: Value) -> Value {
        var index: LLVMValueRef? = bytes.raw
        return value(
            LLVMBuildInBoundsGEP2(builder, LLVMInt8TypeInContext(context), pointer.raw, &index, 1, ""), .pointer)
    }

    /// What is there. `isFixed`: it never changes while the code runs.
    public func load(_ type: CellType, at pointer: Value, isFixed: Bool = false) -> Value {
        let raw = LLVMBuildLoad2(builder, self.type(type), pointer.raw, "")
        LLVMSetAlignment(raw, UInt32(type.alignment))
        if isFixed {
            let kind = LLVMGetMDKindIDInContext(context, "invariant.load", 14)
            LLVMSetMetadata(raw, kind, LLVMMetadataAsValue(context, LLVMMDNodeInContext2(context, nil, 0)))
        }
        return value(raw, type)
    }

    /// Puts a value there.
    public func store(_ value: Value, at pointer: Value) {
        instructionCount += 1
        LLVMSetAlignment(LLVMBuildStore(builder, value.raw, pointer.raw), UInt32(value.type.alignment))
    }

    /// The cells of a value in memory.
    public func load(_ layout: ValueLayout, at pointer: Value) -> [Value] {
        zip(layout.cells, layout.offsets).map { load($0, at: offset(pointer, by: $1)) }
    }

    /// Puts the cells of a value there.
    public func store(_ cells: [Value], _ layout: ValueLayout, at pointer: Value) {
        for (cell, place) in zip(cells, layout.offsets) { store(cell, at: offset(pointer, by: place)) }
    }

    /// Copies so many bytes.
    public func copy(to target: Value, from source: Value, bytes: Value) {
        instructionCount += 1
        LLVMBuildMemCpy(builder, target.raw, 1, source.raw, 1, bytes.raw)
    }

    /// Memory in the frame of the function whose first block this is, 16-byte aligned.
    public func frameBuffer(bytes: Int, in block: Block) -> Value {
        let before = LLVMGetInsertBlock(builder)
        if let first = LLVMGetFirstInstruction(block.raw) {
            LLVMPositionBuilderBefore(builder, first)
        } else {
            LLVMPositionBuilderAtEnd(builder, block.raw)
        }
        let type = LLVMArrayType2(LLVMInt8TypeInContext(context), UInt64(bytes))
        let raw = LLVMBuildAlloca(builder, type, "")
        LLVMSetAlignment(raw, 16)
        LLVMPositionBuilderAtEnd(builder, before)
        return value(raw, .pointer)
    }
}
