/// Values by key that take so many bytes together: when there is no room, those that came first go.
package struct ByteBoundedTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var entries: [Key: (value: Value, bytes: Int)] = [:]
    /// Keys as they came.
    private var order: [Key] = []
    package private(set) var byteCount = 0

    /// Nothing yet.
    package init() {}

    package subscript(_ key: Key) -> Value? { entries[key]?.value }

    package var count: Int { entries.count }

    /// Adds a value, or puts it in the place of the one that the key has. The value itself stays, whatever it takes.
    package mutating func add(_ value: Value, as key: Key, bytes: Int, bytesMax: Int) {
        remove(key)
        while let first = order.first, byteCount + bytes > bytesMax { remove(first) }
        entries[key] = (value, bytes)
        order.append(key)
        byteCount += bytes
    }

    private mutating func remove(_ key: Key) {
        guard let old = entries.removeValue(forKey: key) else { return }
        byteCount -= old.bytes
        order.removeAll { $0 == key }
    }
}
