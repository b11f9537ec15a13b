/// The file under a log. Tests put a medium in its place that loses what was not synced.
public protocol LogStorage: SendableMetatype {
    /// Everything in the file; empty when there is no file yet.
    mutating func read() throws(LogError) -> [UInt8]
    /// Adds bytes at the end, which need not survive a power cut before `sync`.
    mutating func append(_ bytes: [UInt8]) throws(LogError)
    /// Cuts the file to a length.
    mutating func truncate(to count: Int) throws(LogError)
    /// Makes everything appended durable.
    mutating func sync() throws(LogError)
    /// Replaces the whole content, durably, in one step: a power cut leaves the old content or the new.
    mutating func replace(with bytes: [UInt8]) throws(LogError)
}
