import CLLVM
public import NativeLayout

extension CodeModule {
    /// A new place in a function; nothing leads there yet.
    public func block(in function: Function) -> Block {
        Block(raw: LLVMAppendBasicBlockInContext(context, function.raw, ""))
    }

    /// What is written next goes to the end of this block.
    public func begin(_ block: Block) { LLVMPositionBuilderAtEnd(builder, block.raw) }

    /// The block that is being written.
    public var current: Block {
        guard let raw = LLVMGetInsertBlock(builder) else { preconditionFailure("nothing is written outside of blocks") }
        return Block(raw: raw)
    }

    public func jump(to block: Block) {
        instructionCount += 1
        LLVMBuildBr(builder, block.raw)
    }

    public func branch(_ bit: Value, _ yes: Block, _ no: Block) {
        instructionCount += 1
        LLVMBuildCondBr(builder, bit.raw, yes.raw, no.raw)
    }

    /// To the block with the value's number; to the last one otherwise.
    public func choose(_ tag: Value, _ blocks: [Block]) {
        instructionCount += blocks.count
        guard let last = blocks.last else { return }
        let choice = LLVMBuildSwitch(builder, tag.raw, last.raw, UInt32(blocks.count - 1))
        for (number, block) in blocks.dropLast().enumerated() {
            LLVMAddCase(choice, constant(number, tag.type).raw, block.raw)
        }
    }

    public func unreachable() {
        instructionCount += 1
        LLVMBuildUnreachable(builder)
    }

    /// A value that depends on where the block was come from. At the beginning of a block only.
    public func merge(_ type: CellType) -> Value { value(LLVMBuildPhi(builder, self.type(type), ""), type) }

    /// What a merged value is when a block is come from.
    public func extend(_ merged: Value, with value: Value, from block: Block) {
        var values: LLVMValueRef? = value.raw, blocks: LLVMBasicBlockRef? = block.raw
        LLVMAddIncoming(merged.raw, &values, &blocks, 1)
    }
}
