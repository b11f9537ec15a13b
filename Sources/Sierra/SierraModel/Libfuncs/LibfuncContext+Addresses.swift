/// Class hashes, contract and storage addresses, and states of hash system calls (EXEC §4.5).
extension LibfuncContext {
    func addresses() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "class_hash_const": return constant(try bounded(.powerOfTwo(251)), try types.find("ClassHash"))
        case "contract_address_const":
            return constant(try bounded(.powerOfTwo(251)), try types.find("ContractAddress"))
        case "storage_base_address_const":
            return constant(try bounded(.powerOfTwo(251) - 256), try types.find("StorageBaseAddress"))
        case "class_hash_try_from_felt252": return try fromFelt(try types.find("ClassHash"), bits: 251)
        case "contract_address_try_from_felt252": return try fromFelt(try types.find("ContractAddress"), bits: 251)
        case "storage_address_try_from_felt252": return try fromFelt(try types.find("StorageAddress"), bits: 251)
        case "class_hash_to_felt252":
            try arguments.none()
            return .reinterpret(try types.find("ClassHash"), as: try felt)
        case "contract_address_to_felt252":
            try arguments.none()
            return .reinterpret(try types.find("ContractAddress"), as: try felt)
        case "storage_address_to_felt252":
            try arguments.none()
            return .reinterpret(try types.find("StorageAddress"), as: try felt)
        case "storage_address_from_base":
            try arguments.none()
            return .reinterpret(try types.find("StorageBaseAddress"), as: try types.find("StorageAddress"))
        case "storage_address_from_base_and_offset":
            try arguments.none()
            return Libfunc(
                .add, [try types.find("StorageBaseAddress"), try types.integer(.u8)],
                LibfuncBranch([.expression(try types.find("StorageAddress"))], keepsStack: true))
        case "storage_base_address_from_felt252":
            try arguments.none()
            let rangeCheck = try rangeCheck
            return Libfunc(
                .storageBase, [rangeCheck, try felt],
                LibfuncBranch(
                    [.expression(rangeCheck), .temporary(try types.find("StorageBaseAddress"))], steps: 10,
                    rangeChecks: 3, ap: 7))
        case "sha256_state_handle_init", "sha256_state_handle_digest":
            return try stateHandle("Sha256StateHandle", .u32)
        case "sha512_state_handle_init", "sha512_state_handle_digest":
            return try stateHandle("Sha512StateHandle", .u64)
        default: return nil
        }
    }

    private func stateHandle(_ handle: GenericName, _ word: IntegerWidth) throws(SpecializationError) -> Libfunc {
        try arguments.none()
        let words = try types.box(of: try types.tuple(of: try types.integer(word), count: 8))
        let type = try types.find(handle)
        let isInit = name == "sha256_state_handle_init" || name == "sha512_state_handle_init"
        return Libfunc(.identity, [isInit ? words : type], LibfuncBranch([.expression(isInit ? type : words)]))
    }
}
