import XMLReading

/// An object in a list.
public struct S3Object: Sendable, Equatable {
    public let key: String
    public let byteCount: UInt64

    /// The objects of an answer to `ListObjectsV2`. What is in order, of the prefix and behind `after` is taken; anything else is
    /// an error: whoever pages on behind the last key must come to an end.
    package static func list(in body: [UInt8], prefix: String, after: String?) throws(S3Error) -> [S3Object] {
        let root: XMLElement
        do { root = try XMLReader.read(body) } catch { throw .answer("\(error)") }
        guard root.name == "ListBucketResult" else { throw .answer("no list of objects") }
        var objects: [S3Object] = [], last = after
        for element in root.children where element.name == "Contents" {
            guard let key = element.text(of: "Key"), let size = element.text(of: "Size").flatMap(UInt64.init) else {
                throw .answer("an object without key or size")
            }
            guard key.hasPrefix(prefix), last.map({ isBefore($0, key) }) ?? true else {
                throw .answer("keys that were not asked for, or not in order")
            }
            objects.append(S3Object(key: key, byteCount: size))
            last = key
        }
        return objects
    }

    /// The order of keys: that of their bytes.
    private static func isBefore(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
