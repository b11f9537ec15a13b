/// The structs of the core library that describe a call (EXEC §3.11).
extension LibfuncContext {
    func executionInfo() throws(SpecializationError) -> TypeID {
        let felt = try felt, address = try types.find("ContractAddress")
        let transaction = try types.structure(
            "core::starknet::info::TxInfo",
            [felt, address, try types.integer(.u128), try types.feltSpan(), felt, felt, felt])
        return try info("core::starknet::info::ExecutionInfo", transaction)
    }

    func executionInfo2() throws(SpecializationError) -> TypeID {
        let transaction = try types.structure("core::starknet::info::v2::TxInfo", try transactionMembers())
        return try info("core::starknet::info::v2::ExecutionInfo", transaction)
    }

    func executionInfo3() throws(SpecializationError) -> TypeID {
        let members = try transactionMembers() + [try types.feltSpan()]
        let transaction = try types.structure("core::starknet::info::v3::TxInfo", members)
        return try info("core::starknet::info::v3::ExecutionInfo", transaction)
    }

    private func transactionMembers() throws(SpecializationError) -> [TypeID] {
        let felt = try felt, address = try types.find("ContractAddress"), span = try types.feltSpan()
        let word = try types.integer(.u32), amount = try types.integer(.u128)
        let bounds = try types.structure(
            "core::starknet::info::v2::ResourceBounds", [felt, try types.integer(.u64), amount])
        let boundsSpan = try types.span(
            "core::array::Span::<core::starknet::info::v2::ResourceBounds>", of: bounds)
        return [felt, address, amount, span, felt, felt, felt, boundsSpan, amount, span, word, word, span]
    }

    private func info(_ name: StaticString, _ transaction: TypeID) throws(SpecializationError) -> TypeID {
        let address = try types.find("ContractAddress"), number = try types.integer(.u64)
        let block = try types.structure("core::starknet::info::BlockInfo", [number, number, address])
        return try types.box(
            of: try types.structure(
                name, [try types.box(of: block), try types.box(of: transaction), address, address, try felt]))
    }
}
