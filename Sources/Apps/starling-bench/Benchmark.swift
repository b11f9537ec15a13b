/// One measured operation.
struct Benchmark {
    let name: String
    /// Operations in one call of `body`.
    let count: Int
    let body: () -> Void

    init(_ name: String, count: Int, _ body: @escaping () -> Void) {
        self.name = name
        self.count = count
        self.body = body
    }

    /// Nanoseconds per operation: the best and the median of many short rounds, after one warm-up: on a shared
    /// machine some of them run undisturbed.
    func measure(rounds: Int = 60) -> (best: Double, median: Double) {
        let clock = ContinuousClock()
        body()
        var calls = 1
        while clock.measure({ for _ in 0..<calls { body() } }) < .milliseconds(2) { calls *= 2 }
        var times: [Double] = []
        for _ in 0..<rounds {
            let time = clock.measure { for _ in 0..<calls { body() } }
            let nanoseconds = Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9
            times.append(nanoseconds / Double(calls * count))
        }
        times.sort()
        return (times[0], times[times.count / 2])
    }
}
