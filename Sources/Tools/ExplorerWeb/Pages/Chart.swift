import HTMLBuilding

/// One bar of a chart.
struct ChartBar: Sendable, Equatable {
    var block: UInt64
    var value: UInt64
}

/// A small bar chart as inline SVG with its axes beside it, drawn on the server: no script is needed to see it.
enum Chart {
    static let width = 320, height = 72

    /// Bars for the values in order, scaled to the largest; each bar has its label as a tooltip.
    static func bars(_ bars: [ChartBar], unit: String, id: String, describing title: String) -> HTML {
        element("div", .class("chart-box"), .id(id), HTMLAttribute("data-unit", unit)) {
            element("div", .class("axis-y")) {
                element("span", .class("top")) { "\(largest(bars)) \(unit)" }
                element("span") { "0" }
            }
            element(
                "svg", .class("chart"), HTMLAttribute("viewBox", "0 0 \(width) \(height)"),
                HTMLAttribute("preserveAspectRatio", "none"), HTMLAttribute("role", "img"),
                HTMLAttribute("aria-label", "\(title): \(described(bars, unit))")
            ) { for (index, bar) in bars.enumerated() { rectangle(bar, index, bars, unit) } }
            element("div", .class("axis-x")) {
                element("span", .class("first")) { bars.first.map { "Block \($0.block)" } ?? "no blocks yet" }
                element("span", .class("last")) { bars.count > 1 ? bars.last.map { "Block \($0.block)" } ?? "" : "" }
            }
        }
    }

    static func largest(_ bars: [ChartBar]) -> UInt64 { bars.map(\.value).max() ?? 0 }

    private static func described(_ bars: [ChartBar], _ unit: String) -> String {
        guard let first = bars.first, let last = bars.last else { return "nothing yet" }
        return "blocks \(first.block) to \(last.block), at most \(largest(bars)) \(unit)"
    }

    private static func rectangle(_ bar: ChartBar, _ index: Int, _ bars: [ChartBar], _ unit: String) -> HTML {
        let step = Double(width) / Double(max(bars.count, 1))
        let size = Double(bar.value) / Double(max(largest(bars), 1)) * Double(height - 4)
        return element(
            "rect", HTMLAttribute("x", fixed(Double(index) * step + step * 0.12)),
            HTMLAttribute("y", fixed(Double(height) - size)), HTMLAttribute("width", fixed(step * 0.76)),
            HTMLAttribute("height", fixed(size))
        ) { element("title") { "Block \(bar.block): \(bar.value) \(unit)" } }
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
