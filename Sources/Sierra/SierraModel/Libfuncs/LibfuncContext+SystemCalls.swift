/// System calls (EXEC §4.5).
extension LibfuncContext {
    func systemCalls() throws(SpecializationError) -> Libfunc? {
        if let made = try contractCalls() { return made }
        switch name {
        case "storage_read_syscall":
            let domain = try types.integer(.u32)
            return try systemCall("StorageRead", [domain, try types.find("StorageAddress")], [try felt])
        case "storage_write_syscall":
            let domain = try types.integer(.u32)
            return try systemCall("StorageWrite", [domain, try types.find("StorageAddress"), try felt], [])
        case "emit_event_syscall":
            let span = try types.feltSpan()
            return try systemCall("EmitEvent", [span, span], [])
        case "get_block_hash_syscall":
            return try systemCall("GetBlockHash", [try types.integer(.u64)], [try felt])
        case "get_execution_info_syscall":
            return try systemCall("GetExecutionInfo", [], [try executionInfo()])
        case "get_execution_info_v2_syscall":
            return try systemCall("GetExecutionInfo", [], [try executionInfo2()])
        case "get_execution_info_v3_syscall":
            return try systemCall("GetExecutionInfo", [], [try executionInfo3()])
        case "send_message_to_l1_syscall":
            return try systemCall("SendMessageToL1", [try felt, try types.feltSpan()], [])
        case "keccak_syscall":
            let words = try types.span("core::array::Span::<core::integer::u64>", of: try types.integer(.u64))
            return try systemCall("Keccak", [words], [try types.u256()])
        case "sha256_process_block_syscall":
            return try processBlock("Sha256ProcessBlock", "Sha256StateHandle", .u32)
        case "sha512_process_block_syscall":
            return try processBlock("Sha512ProcessBlock", "Sha512StateHandle", .u64)
        default: return try secpCalls()
        }
    }

    private func contractCalls() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "call_contract_syscall":
            let span = try types.feltSpan()
            return try systemCall("CallContract", [try types.find("ContractAddress"), try felt, span], [span])
        case "library_call_syscall":
            let span = try types.feltSpan()
            return try systemCall("LibraryCall", [try types.find("ClassHash"), try felt, span], [span])
        case "deploy_syscall":
            let span = try types.feltSpan()
            return try systemCall(
                "Deploy", [try types.find("ClassHash"), try felt, span, try types.bool()],
                [try types.find("ContractAddress"), span])
        case "replace_class_syscall": return try systemCall("ReplaceClass", [try types.find("ClassHash")], [])
        case "get_class_hash_at_syscall":
            return try systemCall(
                "GetClassHashAt", [try types.find("ContractAddress")], [try types.find("ClassHash")])
        case "meta_tx_v0_syscall":
            let span = try types.feltSpan()
            return try systemCall("MetaTxV0", [try types.find("ContractAddress"), try felt, span, span], [span])
        default: return nil
        }
    }

    private func secpCalls() throws(SpecializationError) -> Libfunc? {
        let point: GenericName, option: StaticString
        let calls: (new: GenericName, add: GenericName, mul: GenericName, fromX: GenericName, xy: GenericName)
        switch name {
        case "secp256k1_new_syscall", "secp256k1_add_syscall", "secp256k1_mul_syscall",
            "secp256k1_get_point_from_x_syscall", "secp256k1_get_xy_syscall":
            point = "Secp256k1Point"
            option = "core::option::Option::<core::starknet::secp256k1::Secp256k1Point>"
            calls = (
                "Secp256k1New", "Secp256k1Add", "Secp256k1Mul", "Secp256k1GetPointFromX", "Secp256k1GetXy"
            )
        case "secp256r1_new_syscall", "secp256r1_add_syscall", "secp256r1_mul_syscall",
            "secp256r1_get_point_from_x_syscall", "secp256r1_get_xy_syscall":
            point = "Secp256r1Point"
            option = "core::option::Option::<core::starknet::secp256r1::Secp256r1Point>"
            calls = (
                "Secp256r1New", "Secp256r1Add", "Secp256r1Mul", "Secp256r1GetPointFromX", "Secp256r1GetXy"
            )
        default: return nil
        }
        let type = try types.find(point)
        switch name {
        case "secp256k1_new_syscall", "secp256r1_new_syscall":
            let number = try types.u256()
            return try systemCall(
                calls.new, [number, number], [try types.enumeration(option, [type, try types.unit()])])
        case "secp256k1_add_syscall", "secp256r1_add_syscall": return try systemCall(calls.add, [type, type], [type])
        case "secp256k1_mul_syscall", "secp256r1_mul_syscall":
            return try systemCall(calls.mul, [type, try types.u256()], [type])
        case "secp256k1_get_point_from_x_syscall", "secp256r1_get_point_from_x_syscall":
            return try systemCall(
                calls.fromX, [try types.u256(), try types.bool()],
                [try types.enumeration(option, [type, try types.unit()])])
        default:
            let number = try types.u256()
            return try systemCall(calls.xy, [type], [number, number])
        }
    }

    private func processBlock(
        _ selector: GenericName, _ handle: GenericName, _ word: IntegerWidth
    ) throws(SpecializationError) -> Libfunc {
        let state = try types.find(handle)
        let block = try types.box(of: try types.tuple(of: try types.integer(word), count: 16))
        return try systemCall(selector, [state, block], [state])
    }

    /// A request of a selector, the gas and the arguments, and a response of the gas, a failure flag and the results,
    /// or an array that says why it failed. A call costs 100 steps beyond those that write the request.
    private func systemCall(
        _ selector: GenericName, _ inputs: [TypeID], _ outputs: [TypeID]
    ) throws(SpecializationError) -> Libfunc {
        try arguments.none()
        let gas = try gasBuiltin, system = try types.find("System")
        let reason = try types.array(of: try felt)
        var steps = 105
        for input in inputs { steps += try types.size(of: input) }
        let state: [LibfuncOutput] = [.expression(gas), .expression(system)]
        return Libfunc(
            .systemCall(selector), [gas, system] + inputs,
            branches: [
                LibfuncBranch(state + outputs.map { .expression($0) }, steps: steps, ap: 2),
                LibfuncBranch(state + [.expression(reason)], steps: steps, ap: 2),
            ])
    }
}
