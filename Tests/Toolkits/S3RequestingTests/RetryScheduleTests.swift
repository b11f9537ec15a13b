import S3Requesting
import Testing

@Test func `waits of a retry schedule double up to their bound, for any number of attempts`() {
    let schedule = RetrySchedule()
    #expect((1...8).map { schedule.boundMillis(after: $0) } == [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000])
    #expect(schedule.boundMillis(after: .max) == 5_000 && schedule.boundMillis(after: .min) == 100)
}
