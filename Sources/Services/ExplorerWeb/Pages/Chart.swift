import HTMLBuilding

/// A small bar chart as inline SVG, drawn on the server: no script is needed to see it.
enum Chart {
    static let width = 320, height = 72

    /// Bars for the values in order, scaled to the largest; each bar has its label as a tooltip.
    static func bars(_ values: [(label: String, value: Double)], id: String, describing title: String) -> HTML {
        let largest = max(values.map(\.value).max() ?? 0, 1e-9)
        let step = values.isEmpty ? Double(width) : Double(width) / Double(values.count)
        return element(
            "svg", .class("chart"), .id(id), HTMLAttribute("viewBox", "0 0 \(width) \(height)"),
            HTMLAttribute("preserveAspectRatio", "none"), HTMLAttribute("role", "img"), HTMLAttribute("aria-label", title)
        ) {
            for (index, item) in values.enumerated() {
                let size = max(item.value / largest, 0) * Double(height - 4)
                element(
                    "rect", HTMLAttribute("x", fixed(Double(index) * step + step * 0.12)),
                    HTMLAttribute("y", fixed(Double(height) - size)), HTMLAttribute("width", fixed(step * 0.76)),
                    HTMLAttribute("height", fixed(size))
                ) { element("title") { item.label } }
            }
        }
    }

    /// Two decimals, without Foundation.
    static func fixed(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0" }
        let hundredths = Int64((value * 100).rounded())
        let rest = abs(hundredths % 100)
        let sign = hundredths < 0 && hundredths > -100 ? "-" : ""
        return "\(sign)\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
