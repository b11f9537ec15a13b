import FiniteFields
import HTMLBuilding
import JSONCoding
import SQLiteStorage

/// The pages of one block, transaction, contract and class.
extension ExplorerRouter {
    func block(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        let found =
            if let number = UInt64(text) { try index.block(number: number) } else if let hash = Felt252(hex: text) {
                try index.block(hash: hash.hex)
            } else { BlockSummary?.none }
        guard let block = found else { return notFound("There is no such block (yet).") }
        return page(
            BlockPage.render(
                chain: try index.summary(chainID: chainID), block: block,
                transactions: try index.transactions(ofBlock: block.number), verification: verifier?.asset))
    }

    func transaction(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard let hash = Felt252(hex: text)?.hex, let found = try index.transaction(hash: hash),
            let document = try? JSONDocument(text: found.raw),
            let blockHash = try index.block(number: found.summary.block)?.hash,
            var detail = try? DetailReading.detail(document.root, summary: found.summary, blockHash: blockHash)
        else { return notFound("There is no such transaction (yet).") }
        let parameters = #"{"transaction_hash":"\#(hash)"}"#
        if let answer = node.result(method: "starknet_traceTransaction", params: parameters),
            let trace = try? JSONDocument(answer), let calls = try? DetailReading.calls(trace.root)
        {
            detail.calls = calls.map { CallDecoding.decode($0, abi: abi(ofClass:)) }
        }
        let classes = Dictionary(classesByContract(detail.calls), uniquingKeysWith: { first, _ in first })
        detail.events = detail.events.map { event in
            CallDecoding.decode(event, abi: classes[event.contract].flatMap(abi(ofClass:)))
        }
        return page(TransactionPage.render(chain: try index.summary(chainID: chainID), transaction: detail))
    }

    private func classesByContract(_ calls: [CallView]) -> [(String, String)] {
        calls.flatMap { [($0.contract, $0.classHash)] + classesByContract($0.inner) }
    }

    func contract(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard let address = Felt252(hex: text)?.hex else { return notFound("That is not an address.") }
        guard let classHash = felt("starknet_getClassHashAt", address) else {
            return notFound("No contract is deployed at \(address).")
        }
        try index.setClass(classHash, ofContract: address)
        let detail = ContractDetail(
            address: address, classHash: classHash, nonce: felt("starknet_getNonce", address) ?? "0x0",
            knownAs: KnownContracts.name(of: address), transactions: try index.transactions(sentBy: address, limit: 50))
        return page(ContractPage.render(chain: try index.summary(chainID: chainID), contract: detail))
    }

    /// The felt that a read of the latest state at an address answers.
    private func felt(_ method: String, _ address: String) -> String? {
        guard let answer = node.result(method: method, params: ExplorerRouter.latest(address, "contract_address")),
            let document = try? JSONDocument(answer)
        else { return nil }
        return try? document.root.felt().hex
    }

    func classPage(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard let hash = Felt252(hex: text)?.hex, let item = try indexedClass(hash) else {
            return notFound("There is no such class.")
        }
        let functions = ClassReading.abi(item.abiText).functions.values.sorted { $0.name < $1.name }
        let detail = ClassDetail(
            hash: hash, sierraLength: item.sierraLength, functions: functions, entryPointCounts: item.entryPointCounts,
            contracts: try index.contracts(ofClass: hash, limit: 100))
        return page(ContractPage.render(chain: try index.summary(chainID: chainID), classDetail: detail))
    }

    /// A class from the index, or from the node and then kept.
    func indexedClass(_ hash: String) throws(SQLiteError) -> IndexedClass? {
        if let known = try index.indexedClass(hash: hash) { return known }
        guard
            let answer = node.result(method: "starknet_getClass", params: ExplorerRouter.latest(hash, "class_hash")),
            let document = try? JSONDocument(answer), let read = try? ClassReading.result(document.root)
        else { return nil }
        let item = IndexedClass(
            hash: hash, sierraLength: read.sierraLength, entryPointCounts: read.entryPointCounts, abiText: read.abiText)
        try index.store(item)
        return item
    }

    private func abi(ofClass hash: String) -> ContractABI? {
        ((try? indexedClass(hash)) ?? nil).map { ClassReading.abi($0.abiText) }
    }
}
