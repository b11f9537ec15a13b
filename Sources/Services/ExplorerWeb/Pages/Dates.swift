/// Dates in UTC without Foundation's formatters: `2026-01-01 00:00:00 UTC`.
enum Dates {
    static func text(_ seconds: UInt64) -> String {
        // Times beyond the year 9999 come only from broken data; they are shown as numbers.
        guard seconds < 253_402_300_800 else { return "\(seconds)" }
        let days = Int64(seconds / 86_400), rest = seconds % 86_400
        // Civil date from days, after Howard Hinnant's algorithm: eras of 400 years beginning on 1 March.
        let shifted = days + 719_468
        let era = shifted / 146_097, dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let clock = "\(two(Int64(rest / 3600))):\(two(Int64(rest / 60 % 60))):\(two(Int64(rest % 60)))"
        return "\(year)-\(two(month))-\(two(day)) \(clock) UTC"
    }
}
