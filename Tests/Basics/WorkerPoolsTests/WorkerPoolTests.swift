import Synchronization
import Testing
import WorkerPools

@Suite struct WorkerPoolTests {
    @Test(arguments: [1, 2, 3, 8])
    func `every index runs exactly once`(workers: Int) {
        let pool = WorkerPool(workers: workers)
        for count in [0, 1, 2, 7, 1000] {
            let seen = (0..<count).map { _ in Counter() }
            pool.forEach(count) { seen[$0].value.wrappingAdd(1, ordering: .relaxed) }
            #expect(seen.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
        }
        pool.stop()
    }

    @Test func `ranges cover the whole without overlap`() {
        let pool = WorkerPool(workers: 3)
        for (count, grain) in [(10, 3), (9, 3), (1, 5), (100, 1), (5, 0)] {
            let seen = (0..<count).map { _ in Counter() }
            pool.forRanges(count, grain: grain) { range in
                for index in range { seen[index].value.wrappingAdd(1, ordering: .relaxed) }
            }
            #expect(seen.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
        }
    }

    @Test func `a loop inside a loop runs in place`() {
        let pool = WorkerPool(workers: 4)
        let total = Counter()
        for _ in 0..<50 {
            pool.forEach(20) { _ in pool.forEach(20) { _ in total.value.wrappingAdd(1, ordering: .relaxed) } }
        }
        #expect(total.value.load(ordering: .relaxed) == 50 * 400)
    }

    @Test func `a stopped pool still completes loops`() {
        let pool = WorkerPool(workers: 4)
        pool.stop()
        let total = Counter()
        pool.forEach(10) { _ in total.value.wrappingAdd(1, ordering: .relaxed) }
        #expect(total.value.load(ordering: .relaxed) == 10)
    }
}

private final class Counter: Sendable {
    let value = Atomic<Int>(0)
}
