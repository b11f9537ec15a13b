import FiniteFields
import HTMLBuilding
import HashFunctions
import JSONCoding
import SQLiteStorage

/// A contract's page: everything on it is of the latest block, so without the node there is none.
extension ExplorerRouter {
    private static let rowsPerList = 25, eventBlocks: UInt64 = 200, eventsAsked = 200

    func contract(_ text: String, _ query: [String: String]) throws(SQLiteError) -> ExplorerResponse {
        guard let address = Felt252(hex: text)?.hex else { return notFound("That is not an address.") }
        let classHash: String
        switch felt("starknet_getClassHashAt", ExplorerRouter.latest(address, "contract_address")) {
        case .found(let hash): classHash = hash
        case .absent: return notFound("No contract is deployed at \(address).")
        case .silent: return unavailable()
        }
        let abi = abi(ofClass: classHash)
        var detail = ContractDetail(address: address, classHash: classHash, knownAs: KnownContracts.name(of: address))
        if case .found(let nonce) = felt("starknet_getNonce", ExplorerRouter.latest(address, "contract_address")) {
            detail.nonce = nonce
        }
        detail.balances = balances(of: address)
        detail.functions = (abi?.functions.values).map { $0.sorted { $0.name < $1.name } } ?? []
        if let name = query["function"], let abi { detail.call = answer(name, address, abi, query) }
        if let key = query["key"], !key.isEmpty { detail.storage = storage(address, key) }
        detail.events = try events(of: address, abi)
        detail.sent = try index.transactions(sentBy: address, limit: ExplorerRouter.rowsPerList)
        detail.incoming = try index.transactions(calling: address, limit: ExplorerRouter.rowsPerList)
        return page(ContractPage.render(frame: frame, contract: detail))
    }

    /// The felt that a read of the state answers.
    private func felt(_ method: String, _ params: String) -> Lookup<String> {
        switch node.ask(method, params) {
        case .result(let answer):
            guard let felt = try? answer.felt() else { return .silent }
            return .found(felt.hex)
        case .absent, .refused: return .absent
        case .silent: return .silent
        }
    }

    private func balances(of address: String) -> [(unit: String, amount: String)] {
        [KnownContracts.strk, KnownContracts.eth].compactMap { token in
            guard let unit = KnownContracts.tokenUnit(of: token),
                case .words(let words) = call(token, StarknetKeccak.selector("balance_of").hex, [address]),
                words.count == 2,
                let amount = TokenAmount.text(low: words[0], high: words[1])
            else { return nil }
            return (unit, amount)
        }
    }

    /// What `starknet_call` answers on the latest block.
    private func call(_ address: String, _ selector: String, _ calldata: [String]) -> ViewAnswer.Outcome {
        var json = JSONWriter()
        json.object { json in
            json.key("request")
            json.object { json in
                json.field("contract_address", string: address)
                json.field("entry_point_selector", string: selector)
                json.key("calldata")
                json.array(calldata) { json, word in json.string(word) }
            }
            json.field("block_id", string: "latest")
        }
        switch node.ask("starknet_call", json.text) {
        case .result(let answer):
            guard let words = try? DetailReading.words(answer) else {
                return .failed("the node's answer could not be read")
            }
            return .words(words)
        case .absent: return .failed("no contract is deployed there")
        case .refused(let reason): return .failed(reason)
        case .silent: return .failed(health.nodeNotice)
        }
    }

    private func answer(_ name: String, _ address: String, _ abi: ContractABI, _ query: [String: String]) -> ViewAnswer?
    {
        let selector = StarknetKeccak.selector(name).hex
        guard let function = abi.functions[selector], function.isView else { return nil }
        let texts = function.inputs.indices.map { query["arg\($0)"] ?? "" }
        let outcome: ViewAnswer.Outcome
        switch ViewCall.words(function, texts) {
        case .failure(let error): outcome = .failed("\(error.name): not a value of its type")
        case .success(let words):
            let answer = call(address, selector, words)
            if case .words(let result) = answer,
                let decoded = ABIDecoder.decode(name: "result", parameters: function.outputs, words: result, abi: abi)
            {
                outcome = .decoded(decoded)
            } else {
                outcome = answer
            }
        }
        return ViewAnswer(function: name, arguments: texts, outcome: outcome)
    }

    private func storage(_ address: String, _ text: String) -> (key: String, text: String) {
        guard let key = Felt252(hex: text) ?? Felt252(hex: StarknetKeccak.selector(text).hex) else {
            return (text, "not a key")
        }
        var json = JSONWriter()
        json.object { json in
            json.field("contract_address", string: address)
            json.field("key", felt: key)
            json.field("block_id", string: "latest")
        }
        switch felt("starknet_getStorageAt", json.text) {
        case .found(let value): return (key.hex, ABIDecoder.feltText(value))
        case .absent: return (key.hex, "the node refuses the question")
        case .silent: return (key.hex, health.nodeNotice)
        }
    }

    /// Events of the latest blocks, newest first.
    private func events(of address: String, _ abi: ContractABI?) throws(SQLiteError) -> [(
        event: EventView, block: UInt64
    )]? {
        guard let latest = try index.latestBlock()?.number else { return nil }
        let first = latest > ExplorerRouter.eventBlocks ? latest - ExplorerRouter.eventBlocks : 0
        let filter = """
            {"filter":{"from_block":{"block_number":\(first)},"to_block":"latest","address":"\(address)","chunk_size":\
            \(ExplorerRouter.eventsAsked)}}
            """
        guard let answer = node.ask("starknet_getEvents", filter).result,
            let list = try? DetailReading.placedEvents(answer)
        else { return nil }
        return list.reversed().prefix(ExplorerRouter.rowsPerList).map {
            (CallDecoding.decode($0.event, abi: abi), $0.block)
        }
    }
}
