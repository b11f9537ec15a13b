import FiniteFields
import HTMLBuilding
import JSONCoding
import SQLiteStorage

/// The pages of one block and of one transaction.
extension ExplorerRouter {
    /// A block by its number, its hash, or `latest`.
    func foundBlock(_ text: String) throws(SQLiteError) -> BlockSummary? {
        if text == "latest" { return try index.latestBlock() }
        if let number = UInt64(text) { return try index.block(number: number) }
        guard let hash = Felt252(hex: text) else { return nil }
        return try index.block(hash: hash.hex)
    }

    func block(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard let block = try foundBlock(text) else { return missing("There is no such block (yet).") }
        proofs.watch([block.number])
        return page(
            BlockPage.render(
                frame: frame, latest: try index.latestBlock()?.number, block: block,
                transactions: try index.transactions(ofBlock: block.number), verification: verifier?.asset))
    }

    func transaction(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard let hash = Felt252(hex: text)?.hex, let found = try index.transaction(hash: hash),
            let document = try? JSONDocument(text: found.raw, limits: BlockReading.limits),
            let block = try index.block(number: found.summary.block),
            var detail = try? DetailReading.detail(document.root, summary: found.summary, block: block)
        else { return missing("There is no such transaction (yet).") }
        let place = found.summary.place
        proofs.watch([block.number])
        detail.previous = try index.transactions(before: place, limit: 1).first?.hash
        detail.next = try index.transaction(after: place)?.hash
        let calls = detail.summary.type == "INVOKE" ? AccountCall.list(detail.calldata) : []
        detail.sentence =
            TransactionSentence.text(detail) ?? TransactionSentence.text(calls, abi: abi(ofContract:))
        addCalls(to: &detail, asked: calls)
        let classes = Dictionary(classesByContract(detail.calls), uniquingKeysWith: { first, _ in first })
        detail.events = detail.events.map { event in
            CallDecoding.decode(event, abi: classes[event.contract].flatMap(abi(ofClass:)))
        }
        return page(TransactionPage.render(frame: frame, transaction: detail))
    }

    /// The trace's calls, decoded. The trace of a reverted execution has a reason in place of the call: what the account
    /// was asked to do then comes from the transaction itself.
    private func addCalls(to detail: inout TransactionDetail, asked: [AccountCall]) {
        let parameters = #"{"transaction_hash":"\#(detail.summary.hash)"}"#
        switch node.ask("starknet_traceTransaction", parameters) {
        case .result(let answer):
            guard let calls = try? DetailReading.calls(answer) else { return }
            detail.calls = calls.map { CallDecoding.decode($0, abi: abi(ofClass:)) }
        case .silent: detail.isTraceMissing = true
        case .absent, .refused: break
        }
        guard detail.summary.executionStatus != "SUCCEEDED", !detail.calls.contains(where: { $0.phase == "execute" })
        else {
            return
        }
        detail.calls.append(reverted(detail, asked))
    }

    private func reverted(_ detail: TransactionDetail, _ asked: [AccountCall]) -> CallView {
        let inner = asked.map { call in
            CallDecoding.decode(
                CallView(
                    phase: nil, contract: call.contract, classHash: classHash(ofContract: call.contract) ?? "0x0",
                    selector: call.selector, calldata: call.calldata, result: [], isReverted: true, inner: []),
                abi: abi(ofClass:))
        }
        return CallView(
            phase: "execute", contract: detail.summary.sender,
            classHash: classHash(ofContract: detail.summary.sender) ?? "0x0",
            selector: CallView.executeSelector, calldata: detail.calldata, result: [], isReverted: true, inner: inner)
    }

    private func classesByContract(_ calls: [CallView]) -> [(String, String)] {
        calls.flatMap { [($0.contract, $0.classHash)] + classesByContract($0.inner) }
    }
}
