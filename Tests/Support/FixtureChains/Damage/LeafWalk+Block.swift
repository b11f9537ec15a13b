import BlockVerifying
import FiniteFields
import StarknetModel

extension LeafWalk {
    /// The block: header, transactions, receipts, state diff.
    mutating func block() {
        header("block.header", \.bundle.block.header)
        list("block.transactions", \.bundle.block.transactions) { walk, name, path in
            walk.invoke(name, path.appending(path: \.asInvoke))
        }
        list("block.receipts", \.bundle.block.receipts) { walk, name, path in walk.receipt(name, path) }
        stateDiff("block.stateDiff", \.bundle.block.stateDiff)
    }

    mutating func header(_ name: String, _ path: Path<BlockHeader>) {
        let context = path.appending(path: \.context), prices = context.appending(path: \.gasPrices)
        integer(name + ".context.number", context.appending(path: \.number))
        integer(name + ".context.timestamp", context.appending(path: \.timestamp))
        address(name + ".context.sequencer", context.appending(path: \.sequencer))
        for (resource, price) in [
            ("l1Gas", prices.appending(path: \.l1Gas)), ("l1DataGas", prices.appending(path: \.l1DataGas)),
            ("l2Gas", prices.appending(path: \.l2Gas)),
        ] {
            integer("\(name).context.gasPrices.\(resource).wei", price.appending(path: \.wei))
            integer("\(name).context.gasPrices.\(resource).fri", price.appending(path: \.fri))
        }
        flag(name + ".context.usesBlobs", context.appending(path: \.usesBlobs))
        add(name + ".context.version") { parts in
            let old = parts[keyPath: path].context.version
            parts[keyPath: path].context.version = old == .v0_14_4 ? .v0_14_3 : .v0_14_4
        }
        for (field, felt) in [
            ("parentHash", path.appending(path: \.parentHash)), ("stateRoot", path.appending(path: \.stateRoot)),
            ("stateDiffCommitment", path.appending(path: \.stateDiffCommitment)),
            ("transactionCommitment", path.appending(path: \.transactionCommitment)),
            ("eventCommitment", path.appending(path: \.eventCommitment)),
            ("receiptCommitment", path.appending(path: \.receiptCommitment)),
        ] { self.felt("\(name).\(field)", felt) }
        integer(name + ".transactionCount", path.appending(path: \.transactionCount))
        integer(name + ".eventCount", path.appending(path: \.eventCount))
        integer(name + ".stateDiffLength", path.appending(path: \.stateDiffLength))
    }

    private mutating func invoke(_ name: String, _ path: Path<InvokeTransaction>) {
        let account = path.appending(path: \.account), bounds = account.appending(path: \.resourceBounds)
        address(name + ".sender", path.appending(path: \.sender))
        felts(name + ".calldata", path.appending(path: \.calldata))
        felt(name + ".account.nonce", account.appending(path: \.nonce))
        felts(name + ".account.signature", account.appending(path: \.signature))
        for (resource, bound) in [
            ("l1Gas", bounds.appending(path: \.l1Gas)), ("l2Gas", bounds.appending(path: \.l2Gas)),
            ("l1DataGas", bounds.appending(path: \.l1DataGas)),
        ] {
            integer("\(name).account.resourceBounds.\(resource).maxAmount", bound.appending(path: \.maxAmount))
            integer(
                "\(name).account.resourceBounds.\(resource).maxPricePerUnit",
                bound.appending(path: \.maxPricePerUnit))
        }
        integer(name + ".account.tip", account.appending(path: \.tip))
        felts(name + ".account.paymasterData", account.appending(path: \.paymasterData))
        mode(name + ".account.nonceDataAvailabilityMode", account.appending(path: \.nonceDataAvailabilityMode))
        mode(name + ".account.feeDataAvailabilityMode", account.appending(path: \.feeDataAvailabilityMode))
        felts(name + ".accountDeploymentData", path.appending(path: \.accountDeploymentData))
        felts(name + ".proofFacts", path.appending(path: \.proofFacts))
    }

    private mutating func mode(_ name: String, _ path: Path<DataAvailabilityMode>) {
        add(name) { $0[keyPath: path] = $0[keyPath: path] == .l1 ? .l2 : .l1 }
    }

    private mutating func receipt(_ name: String, _ path: Path<TransactionReceipt>) {
        let status = path.appending(path: \.status), gas = path.appending(path: \.gas)
        felt(name + ".transactionHash", path.appending(path: \.transactionHash))
        integer(name + ".actualFee", path.appending(path: \.actualFee))
        add(name + ".status") { parts in
            parts[keyPath: status] = parts[keyPath: status].isReverted ? .succeeded : .reverted(reason: [])
        }
        if case .reverted(let reason) = parts[keyPath: status], !reason.isEmpty {
            add(name + ".status.reason") { parts in
                var changed = reason
                changed[reason.count / 2] ^= 1
                parts[keyPath: status] = .reverted(reason: changed)
            }
        }
        list(name + ".messages", path.appending(path: \.messages)) { walk, name, path in
            walk.address(name + ".from", path.appending(path: \.from))
            walk.felt(name + ".to", path.appending(path: \.to))
            walk.felts(name + ".payload", path.appending(path: \.payload))
        }
        list(name + ".events", path.appending(path: \.events)) { walk, name, path in
            walk.address(name + ".from", path.appending(path: \.from))
            walk.felts(name + ".keys", path.appending(path: \.keys))
            walk.felts(name + ".data", path.appending(path: \.data))
        }
        integer(name + ".gas.l1Gas", gas.appending(path: \.l1Gas))
        integer(name + ".gas.l1DataGas", gas.appending(path: \.l1DataGas))
        integer(name + ".gas.l2Gas", gas.appending(path: \.l2Gas))
    }

    private mutating func stateDiff(_ name: String, _ path: Path<StateDiff>) {
        list(name + ".storage", path.appending(path: \.storageList)) { walk, name, path in
            walk.address(name + ".address", path.appending(path: \.address))
            walk.list(name + ".writes", path.appending(path: \.value)) { walk, name, path in
                walk.add(name + ".key") { parts in
                    let old = parts[keyPath: path]
                    parts[keyPath: path].key = StorageKey(old.key.felt + .one) ?? old.key
                }
                walk.felt(name + ".value", path.appending(path: \.value))
            }
        }
        classes(name + ".deployedContracts", path.appending(path: \.deployedList))
        classes(name + ".replacedClasses", path.appending(path: \.replacedList))
        list(name + ".nonces", path.appending(path: \.nonceList)) { walk, name, path in
            walk.address(name + ".address", path.appending(path: \.address))
            walk.felt(name + ".value", path.appending(path: \.value))
        }
        add(name + ".declaredClasses more") { parts in
            let old = parts[keyPath: path]
            parts[keyPath: path] = StateDiff(
                storage: old.storage, deployedContracts: old.deployedContracts, replacedClasses: old.replacedClasses,
                declaredClasses: [.init(classHash: ClassHash(.one), compiledClassHash: CompiledClassHash(.one))],
                nonces: old.nonces)
        }
    }

    private mutating func classes(_ name: String, _ path: Path<[StateDiff.Entry<ClassHash>]>) {
        list(name, path) { walk, name, path in
            walk.address(name + ".address", path.appending(path: \.address))
            walk.add(name + ".value") { $0[keyPath: path].value = ClassHash($0[keyPath: path].value.felt + .one) }
        }
    }
}

extension Transaction {
    /// The transaction as the only kind that the fixture chain has.
    var asInvoke: InvokeTransaction {
        get {
            guard case .invoke(let invoke) = self else { preconditionFailure("the fixture chain has invocations only") }
            return invoke
        }
        set { self = .invoke(newValue) }
    }
}

/// The lists of a state diff as variables; setting one puts all in order again.
extension StateDiff {
    var storageList: [Entry<[Write]>] {
        get { storage }
        set {
            self = StateDiff(
                storage: newValue, deployedContracts: deployedContracts, replacedClasses: replacedClasses,
                declaredClasses: declaredClasses, nonces: nonces)
        }
    }

    var deployedList: [Entry<ClassHash>] {
        get { deployedContracts }
        set {
            self = StateDiff(
                storage: storage, deployedContracts: newValue, replacedClasses: replacedClasses,
                declaredClasses: declaredClasses, nonces: nonces)
        }
    }

    var replacedList: [Entry<ClassHash>] {
        get { replacedClasses }
        set {
            self = StateDiff(
                storage: storage, deployedContracts: deployedContracts, replacedClasses: newValue,
                declaredClasses: declaredClasses, nonces: nonces)
        }
    }

    var nonceList: [Entry<Felt252>] {
        get { nonces }
        set {
            self = StateDiff(
                storage: storage, deployedContracts: deployedContracts, replacedClasses: replacedClasses,
                declaredClasses: declaredClasses, nonces: newValue)
        }
    }
}
