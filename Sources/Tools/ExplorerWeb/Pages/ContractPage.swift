import HTMLBuilding

/// A contract's page: overview, functions to call, storage, events, calls in and out.
enum ContractPage {
    static func render(frame: SiteFrame, contract: ContractDetail) -> HTML {
        Layout.page("Contract \(contract.address.prefix(12))", frame: frame) {
            element("h1") { contract.knownAs ?? "Contract" }
            Parts.card("Overview") {
                Parts.facts(
                    [
                        ("Address", Parts.whole(contract.address)),
                        ("Class", Parts.classLink(contract.classHash)),
                        ("Nonce", HTML(contract.nonce.map(ABIDecoder.numberText) ?? "–")),
                    ] + contract.balances.map { ("Balance", HTML("\($0.amount) \($0.unit)")) })
            }
            functions(contract)
            storage(contract)
            Parts.card("Latest events") { events(contract) }
            Parts.card("Latest transactions that call this contract", "list") {
                TransactionListPage.table(contract.incoming)
            }
            Parts.card("Latest transactions sent from here", "list") { TransactionListPage.table(contract.sent) }
        }
    }

    private static func functions(_ contract: ContractDetail) -> HTML {
        let views = contract.functions.filter { $0.isView && $0.inputs.count <= ViewCall.argumentsMax }
        let others = contract.functions.filter { !$0.isView }
        return Parts.card("Functions, as the ABI claims") {
            if let call = contract.call { answer(call) }
            if contract.functions.isEmpty {
                element("p", .class("quiet")) { "The class's ABI names none, or is not known." }
            }
            for function in views.prefix(100) { ViewForm.render(contract.address, function, contract.call) }
            if !others.isEmpty {
                element("details") {
                    element("summary") { "\(others.count) functions that change the state" }
                    element("ul", .class("functions")) {
                        for function in others.prefix(300) { element("li") { ViewForm.signature(function) } }
                    }
                }
            }
        }
    }

    private static func answer(_ call: ViewAnswer) -> HTML {
        element("div", .class("answer"), .id("answer"), HTMLAttribute("role", "status")) {
            element("h3") {
                HostileText.visible("\(call.function)(\(call.arguments.joined(separator: ", ")))", limit: 200)
            }
            switch call.outcome {
            case .decoded(let item): CallTree.parts(item)
            case .words(let words): Parts.felts(words)
            case .failed(let reason):
                element("pre", .class("bad")) { HostileText.visible(reason, limit: 2000, keepsLines: true) }
            }
        }
    }

    private static func storage(_ contract: ContractDetail) -> HTML {
        Parts.card("Storage") {
            element("form", HTMLAttribute("method", "get"), .class("inline")) {
                element("label") {
                    "Key (0x…) or a variable's name "
                    voidElement(
                        "input", HTMLAttribute("name", "key"), HTMLAttribute("maxlength", "80"),
                        HTMLAttribute("value", contract.storage?.key ?? ""))
                }
                element("button") { "Read" }
            }
            if let storage = contract.storage {
                element("p", HTMLAttribute("role", "status")) {
                    element("code") { HostileText.visible(storage.text, limit: 200) }
                }
            }
        }
    }

    private static func events(_ contract: ContractDetail) -> HTML {
        guard let events = contract.events else { return element("p", .class("quiet")) { "The node told of none." } }
        if events.isEmpty { return element("p", .class("quiet")) { "None in the latest blocks." } }
        return events.enumerated().reduce(HTML.empty) { html, item in
            html + EventList.view(item.element.event, "\(item.offset)", block: item.element.block)
        }
    }
}
