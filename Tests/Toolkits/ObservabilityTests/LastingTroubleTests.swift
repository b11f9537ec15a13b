import Observability
import Testing

@Suite struct `A trouble that lasts` {
    @Test func `is said when it begins, then ever more rarely, and when it is over`() {
        let trouble = LastingTrouble()
        // An hour of attempts, two a second.
        var lines: [LastingTrouble.Line] = []
        for attempt in 0..<7_200 {
            if let line = trouble.met("no answer", now: Double(attempt) / 2) { lines.append(line) }
        }
        #expect(lines.first == .began("no answer"))
        #expect(lines[1] == .lasts("no answer", seconds: 10, count: 21))
        #expect(lines[2] == .lasts("no answer", seconds: 30, count: 61))
        #expect(lines.count < 12)
        #expect(trouble.isPresent)
        #expect(trouble.passed(now: 3_600) == .ended(seconds: 3_600, count: 7_200))
        #expect(trouble.passed(now: 3_601) == nil)
        #expect(!trouble.isPresent)
    }

    @Test func `is said again when it becomes another one`() {
        let trouble = LastingTrouble()
        #expect(trouble.met("a", now: 0) == .began("a"))
        #expect(trouble.met("a", now: 1) == nil)
        #expect(trouble.met("b", now: 2) == .began("b"))
        #expect(trouble.met("a", now: 3) == .began("a"))
    }
}
