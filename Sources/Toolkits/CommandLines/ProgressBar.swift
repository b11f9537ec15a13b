import Foundation

/// A one-line progress display on standard error: a bar on a terminal, a line every few seconds elsewhere.
///
/// Not thread safe: one owner updates it.
public final class ProgressBar {
    private let label: String
    private let total: Int
    private let isTerminal = isatty(STDERR_FILENO) != 0
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var isFinished = false

    /// A bar of `total` units; 0 means that the total is not known.
    public init(_ label: String, total: Int) {
        self.label = label
        self.total = total
    }

    /// Shows how much is done, at most ten times a second (every five seconds when not on a terminal).
    public func update(_ done: Int, note: String = "") {
        let now = ContinuousClock.now
        if let lastShown, now - lastShown < (isTerminal ? .milliseconds(100) : .seconds(5)), done < total { return }
        lastShown = now
        show(done, note, end: isTerminal ? "" : "\n")
    }

    /// Shows the last state and ends the line.
    public func finish(_ done: Int, note: String = "") {
        if isFinished { return }
        isFinished = true
        show(done, note, end: "\n")
    }

    private func show(_ done: Int, _ note: String, end: String) {
        let seconds = Double((ContinuousClock.now - start).components.seconds)
        var line = label
        if total > 0 {
            let width = 24
            let filled = min(width, max(0, done) * width / total)
            line += " [" + String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled) + "]"
            line += " \(done)/\(total)"
        } else {
            line += " \(done)"
        }
        line += " \(Int(seconds)) s"
        if !note.isEmpty { line += "  \(note)" }
        let text = (isTerminal ? "\r\u{1B}[2K" : "") + line + end
        FileHandle.standardError.write(Data(text.utf8))
    }
}
