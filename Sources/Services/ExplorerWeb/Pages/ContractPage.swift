import HTMLBuilding

/// A contract's page and a class's page.
enum ContractPage {
    static func render(chain: ChainSummary, contract: ContractDetail) -> HTML {
        Layout.page("Contract \(contract.address.prefix(12))", chainID: chain.chainID, script: true) {
            element("h1") { contract.knownAs ?? "Contract" }
            Parts.card("Overview") {
                Parts.facts([
                    ("Address", element("code", .class("whole")) { HostileText.visible(contract.address, limit: 70) }),
                    ("Class", Parts.classLink(contract.classHash)),
                    ("Nonce", HTML(ABIDecoder.numberText(contract.nonce))),
                ])
            }
            Parts.card("Latest transactions sent from here", "list") {
                TransactionListPage.table(contract.transactions)
            }
        }
    }

    static func render(chain: ChainSummary, classDetail: ClassDetail) -> HTML {
        Layout.page("Class \(classDetail.hash.prefix(12))", chainID: chain.chainID) {
            element("h1") { "Class" }
            Parts.card("Overview") {
                Parts.facts(
                    [
                        ("Class hash", element("code", .class("whole")) { HostileText.visible(classDetail.hash, limit: 70) }),
                        ("Sierra program", HTML("\(classDetail.sierraLength) felts")),
                    ] + classDetail.entryPointCounts.map { ("\($0.kind) entry points", HTML("\($0.count)")) })
            }
            Parts.card("Functions, as the ABI claims") {
                element("ul", .class("functions")) {
                    for function in classDetail.functions.prefix(300) {
                        element("li") { element("code") { HostileText.visible(signature(function), limit: 400) } }
                    }
                }
            }
            Parts.card("Contracts of this class") {
                element("ul") {
                    for address in classDetail.contracts.prefix(100) { element("li") { Parts.contractLink(address) } }
                }
            }
        }
    }

    private static func signature(_ function: ABIFunction) -> String {
        let inputs = function.inputs.map { "\($0.name): \(short($0.typeName))" }.joined(separator: ", ")
        let outputs = function.outputs.map { short($0.typeName) }.joined(separator: ", ")
        let result = outputs.isEmpty ? "" : " → \(outputs)"
        return "\(function.name)(\(inputs))\(result)\(function.isView ? "  view" : "")"
    }

    /// A type's name without its module path.
    private static func short(_ type: String) -> String {
        type.split(separator: "<", omittingEmptySubsequences: false)
            .map { part in part.split(separator: ":").last.map(String.init) ?? String(part) }.joined(separator: "<")
    }
}
