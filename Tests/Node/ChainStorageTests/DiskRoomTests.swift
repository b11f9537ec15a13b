import Foundation
import Synchronization
import Testing

@testable import ChainStorage

@Suite struct DiskRoomTests {
    @Test func `a store on a full disk is not opened, and one that fills up takes no more`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("room-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let state = Free(free: Mutex(1 << 20))
        let room = DiskRoom(path: path, free: { _ in state.free.withLock { $0 } })
        #expect(throws: StoreError.engine("the disk is full: 1024 KiB are free where \(path) is, 16 MiB are needed")) {
            _ = try RocksDatabase(path: path, cacheBytes: 1 << 20, room: room)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        state.free.withLock { $0 = 1 << 30 }
        let database = try RocksDatabase(path: path, cacheBytes: 1 << 20, room: room)
        var batch = WriteBatch()
        batch.put(.meta, [1], [2])
        try database.write(batch, isSynced: true)
        state.free.withLock { $0 = 1 << 20 }
        #expect(throws: StoreError.self) { try database.write(batch, isSynced: true) }
        #expect(try database.get(.meta, [1]) == [2])
    }

    private final class Free: Sendable {
        let free: Mutex<UInt64>
        init(free: consuming Mutex<UInt64>) { self.free = free }
    }

    @Test func `the room of a folder that is not there yet is that of the one above it`() {
        let temporary = NSTemporaryDirectory()
        #expect(DiskRoom.free(temporary + "/none/nothing") != nil)
        #expect(DiskRoom.free("none/nothing") != nil && DiskRoom.free("") != nil)
    }
}
