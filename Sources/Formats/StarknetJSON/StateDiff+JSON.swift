import FiniteFields
public import JSONCoding
public import StarknetModel

extension StateDiff {
    /// Writes a STATE_DIFF; with `addresses`, only what belongs to these contracts. `migrated` is the list of migrated
    /// classes, which is there since version 0.10.
    public func write(to writer: inout JSONWriter, addresses: Set<ContractAddress>? = nil, migrated: Bool = true) {
        func wanted(_ address: ContractAddress) -> Bool { addresses?.contains(address) ?? true }
        writer.object { w in
            w.key("storage_diffs")
            w.array(storage.filter { wanted($0.address) }) { w, entry in
                w.object { w in
                    w.field("address", felt: entry.address.felt)
                    w.key("storage_entries")
                    w.array(entry.value) { w, write in
                        w.object { w in
                            w.field("key", felt: write.key.felt)
                            w.field("value", felt: write.value)
                        }
                    }
                }
            }
            w.key("deprecated_declared_classes")
            w.array { _ in }
            w.key("declared_classes")
            w.array(addresses == nil ? declaredClasses : []) { w, declared in
                w.object { w in
                    w.field("class_hash", felt: declared.classHash.felt)
                    w.field("compiled_class_hash", felt: declared.compiledClassHash.felt)
                }
            }
            if migrated {
                w.key("migrated_compiled_classes")
                w.array { _ in }
            }
            Self.write(deployedContracts.filter { wanted($0.address) }, to: &w, "deployed_contracts", "address")
            Self.write(replacedClasses.filter { wanted($0.address) }, to: &w, "replaced_classes", "contract_address")
            w.key("nonces")
            w.array(nonces.filter { wanted($0.address) }) { w, entry in
                w.object { w in
                    w.field("contract_address", felt: entry.address.felt)
                    w.field("nonce", felt: entry.value)
                }
            }
        }
    }

    private static func write(
        _ entries: [Entry<ClassHash>], to w: inout JSONWriter, _ key: String, _ addressKey: String
    ) {
        w.key(key)
        w.array(entries) { w, entry in
            w.object { w in
                w.field(addressKey, felt: entry.address.felt)
                w.field("class_hash", felt: entry.value.felt)
            }
        }
    }

    /// Reads a STATE_DIFF. Lists may come in any order; a key given twice is refused.
    public init(json: JSONValue) throws(JSONError) {
        var storage: [Entry<[Write]>] = []
        for entry in try json.member("storage_diffs").array() {
            var writes: [Write] = []
            for write in try entry.member("storage_entries").array() {
                writes.append(
                    Write(key: try StorageKey(json: try write.member("key")), value: try write.member("value").felt()))
            }
            storage.append(
                Entry(address: try ContractAddress(json: try entry.member("address")), value: writes))
        }
        var declared: [DeclaredClass] = []
        for entry in try json.member("declared_classes").array() {
            declared.append(
                DeclaredClass(
                    classHash: ClassHash(try entry.member("class_hash").felt()),
                    compiledClassHash: CompiledClassHash(try entry.member("compiled_class_hash").felt())))
        }
        var nonces: [Entry<Felt252>] = []
        for entry in try json.member("nonces").array() {
            nonces.append(
                Entry(
                    address: try ContractAddress(json: try entry.member("contract_address")),
                    value: try entry.member("nonce").felt()))
        }
        self.init(
            storage: storage,
            deployedContracts: try Self.classes(try json.member("deployed_contracts"), "address"),
            replacedClasses: try Self.classes(try json.member("replaced_classes"), "contract_address"),
            declaredClasses: declared, nonces: nonces)
        guard isCanonical else { throw json.mismatch("a state diff without repetitions") }
    }

    private static func classes(_ json: JSONValue, _ addressKey: String) throws(JSONError) -> [Entry<ClassHash>] {
        var list: [Entry<ClassHash>] = []
        for entry in try json.array() {
            list.append(
                Entry(
                    address: try ContractAddress(json: try entry.member(addressKey)),
                    value: ClassHash(try entry.member("class_hash").felt())))
        }
        return list
    }
}
