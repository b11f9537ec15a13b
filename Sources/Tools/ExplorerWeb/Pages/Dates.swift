/// Dates in UTC without Foundation's formatters: `2026-01-01 00:00:00 UTC`.
enum Dates {
    static func text(_ seconds: UInt64) -> String {
        // Times beyond the year 9999 come only from broken data; they are shown as numbers.
        guard seconds < 253_402_300_800 else { return "\(seconds)" }
        return "\(day(seconds)) \(clock(seconds)) UTC"
    }

    /// The time of day where it is less than a day ago, else the date with it.
    static func recent(_ seconds: UInt64, now: UInt64) -> String {
        guard seconds <= now, now - seconds < 86_400 else { return text(seconds) }
        return "\(clock(seconds).prefix(5)) UTC"
    }

    private static func two(_ n: UInt64) -> String { n < 10 ? "0\(n)" : "\(n)" }

    private static func clock(_ seconds: UInt64) -> String {
        let rest = seconds % 86_400
        return "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    }

    private static func day(_ seconds: UInt64) -> String {
        // Civil date from days, after Howard Hinnant's algorithm: eras of 400 years beginning on 1 March.
        let shifted = seconds / 86_400 + 719_468
        let era = shifted / 146_097, dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(two(month))-\(two(day))"
    }
}
