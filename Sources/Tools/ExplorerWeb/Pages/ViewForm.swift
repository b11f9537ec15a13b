import HTMLBuilding

/// A view function with a form that calls it. The form is a plain GET: it works without script and can be linked to.
enum ViewForm {
    static func render(_ address: String, _ function: ABIFunction, _ answered: ViewAnswer?) -> HTML {
        let texts = answered.flatMap { $0.function == function.name ? $0.arguments : nil } ?? []
        return element("details", HTMLAttribute("class", "view")) {
            element("summary") { signature(function) }
            // To the answer, which stands above the forms.
            element(
                "form", HTMLAttribute("method", "get"), HTMLAttribute("action", "/contract/\(address)"),
                .class("inline")
            ) {
                voidElement(
                    "input", HTMLAttribute("type", "hidden"), HTMLAttribute("name", "function"),
                    HTMLAttribute("value", function.name))
                for (index, parameter) in function.inputs.enumerated() {
                    element("label") {
                        HostileText.visible("\(parameter.name): \(short(parameter.typeName)) ", limit: 120)
                        voidElement(
                            "input", HTMLAttribute("name", "arg\(index)"), HTMLAttribute("maxlength", "2000"),
                            HTMLAttribute("value", index < texts.count ? texts[index] : ""))
                    }
                }
                element("button") { "Call" }
            }
        }
    }

    static func signature(_ function: ABIFunction) -> HTML {
        let inputs = function.inputs.map { "\($0.name): \(short($0.typeName))" }.joined(separator: ", ")
        let outputs = function.outputs.map { short($0.typeName) }.joined(separator: ", ")
        let result = outputs.isEmpty ? "" : " → \(outputs)"
        return element("code") { HostileText.visible("\(function.name)(\(inputs))\(result)", limit: 400) }
    }

    /// A type's name without its module path.
    private static func short(_ type: String) -> String {
        type.split(separator: "<", omittingEmptySubsequences: false)
            .map { part in part.split(separator: ":").last.map(String.init) ?? String(part) }.joined(separator: "<")
    }
}
