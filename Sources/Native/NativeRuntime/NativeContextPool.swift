import CNative
import CairoMachine
import Synchronization

/// Contexts that no call uses now: each keeps the memory that it had, for the next one.
final class NativeContextPool: Sendable {
    /// A context, and only one user at a time.
    struct Slot: @unchecked Sendable {
        let context: UnsafeMutablePointer<NativeContext>
    }

    /// The most memory of one call; more is the machine's to decide.
    static let callBytesMax = 128 << 20
    /// What a context keeps between calls.
    static let keptBytesMax = 4 << 20
    /// Contexts that are kept.
    static let contextsMax = 64

    private let free = Mutex<[Slot]>([])

    deinit {
        for slot in free.withLock({ $0 }) { NativeContextPool.end(slot) }
    }

    /// A context without anything of an earlier call.
    func take() -> Slot {
        if let slot = free.withLock({ $0.popLast() }) { return slot }
        let context = UnsafeMutablePointer<NativeContext>.allocate(capacity: 1)
        native_prepare(context, NativeHandlerTable.pointer, UInt64(NativeContextPool.callBytesMax))
        context.pointee.costs = NativeContextPool.costs
        return Slot(context: context)
    }

    func give(back slot: Slot) {
        let context = slot.context
        context.pointee.host = nil
        native_reset(context)
        if context.pointee.arena_bytes > UInt64(NativeContextPool.keptBytesMax) { native_free(context) }
        let isKept = free.withLock { list in
            guard list.count < NativeContextPool.contextsMax else { return false }
            list.append(slot)
            return true
        }
        if !isKept { NativeContextPool.end(slot) }
    }

    private static func end(_ slot: Slot) {
        native_free(slot.context)
        slot.context.deallocate()
    }

    /// The price table of a call, as the machine has it.
    private static let costs: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = {
        let c = EntryPointRun.builtinCosts
        return (c[0], c[1], c[2], c[3], c[4], c[5], c[6], 0)
    }()
}
