import Glibc

/// A moment as requests carry it, in UTC.
package struct S3Time: Equatable {
    /// `YYYYMMDD`.
    let date: String
    /// `YYYYMMDDTHHMMSSZ`.
    package let stamp: String

    /// Seconds since 1970.
    package init(seconds: Int) {
        var moment = time_t(seconds), parts = tm()
        gmtime_r(&moment, &parts)
        func padded(_ number: Int32, _ width: Int = 2) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        date = padded(parts.tm_year + 1900, 4) + padded(parts.tm_mon + 1) + padded(parts.tm_mday)
        stamp = "\(date)T\(padded(parts.tm_hour))\(padded(parts.tm_min))\(padded(parts.tm_sec))Z"
    }
}
