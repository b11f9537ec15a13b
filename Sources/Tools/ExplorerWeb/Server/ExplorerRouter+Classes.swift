import FiniteFields
import HTMLBuilding
import SQLiteStorage

/// What was found of something that only the node may know.
enum Lookup<Value: Sendable>: Sendable {
    case found(Value)
    case absent
    /// The node does not answer.
    case silent
}

/// Classes, and the ABIs in them.
extension ExplorerRouter {
    private static let contractsPerPage = 100

    func classPage(_ text: String, after: String) throws(SQLiteError) -> ExplorerResponse {
        guard let hash = Felt252(hex: text)?.hex else { return notFound("That is no class hash.") }
        let item: IndexedClass
        switch try indexedClass(hash) {
        case .found(let found): item = found
        case .absent: return notFound("There is no such class.")
        case .silent: return unavailable()
        }
        let functions = (abi(ofClass: hash) ?? ContractABI()).functions.values.sorted { $0.name < $1.name }
        let size = ExplorerRouter.contractsPerPage
        let contracts = try index.contracts(ofClass: hash, after: Felt252(hex: after)?.hex ?? "", limit: size + 1)
        let detail = ClassDetail(
            hash: hash, sierraLength: item.sierraLength, functions: functions, entryPointCounts: item.entryPointCounts,
            contracts: Array(contracts.prefix(size)), contractCount: try index.contractCount(ofClass: hash),
            more: contracts.count > size ? contracts[size - 1] : nil)
        return page(ClassPage.render(frame: frame, detail: detail))
    }

    /// A class from the index, or from the node and then kept.
    func indexedClass(_ hash: String) throws(SQLiteError) -> Lookup<IndexedClass> {
        if let known = try index.indexedClass(hash: hash) { return .found(known) }
        switch node.ask("starknet_getClass", ExplorerRouter.latest(hash, "class_hash")) {
        case .result(let answer):
            guard let read = try? ClassReading.result(answer) else { return .absent }
            let item = IndexedClass(
                hash: hash, sierraLength: read.sierraLength, entryPointCounts: read.entryPointCounts,
                abiText: read.abiText)
            try index.store(item)
            return .found(item)
        case .absent, .refused: return .absent
        case .silent: return .silent
        }
    }

    func abi(ofClass hash: String) -> ContractABI? {
        abis.abi(hash) {
            if case .found(let item) = try? indexedClass(hash) { item.abiText } else { nil }
        }
    }

    func classHash(ofContract address: String) -> String? { (try? index.classHash(ofContract: address)) ?? nil }

    func abi(ofContract address: String) -> ContractABI? { classHash(ofContract: address).flatMap(abi(ofClass:)) }
}
