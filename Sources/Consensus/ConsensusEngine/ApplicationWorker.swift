import ConsensusAlgorithms
import Threading

/// The one thread that calls the application, so that executing blocks never holds up votes. Answers go back to the
/// engine's mailbox.
final class ApplicationWorker<Algorithm: ConsensusAlgorithm>: Sendable {
    typealias Job = ApplicationJob<Algorithm>

    private let application: any ApplicationBlocks
    /// A nil ends the thread.
    private let jobs = Mailbox<Job?>(countMax: 256, byteCountMax: .max)
    private let answers: Mailbox<EngineEvent<Algorithm>>

    init(_ application: any ApplicationBlocks, answers: Mailbox<EngineEvent<Algorithm>>) {
        self.application = application
        self.answers = answers
    }

    /// Starts the thread; it ends after `stop`, with a call of `onEnd`.
    func start(onEnd: @escaping @Sendable () -> Void) -> JoinableThread? {
        JoinableThread.start { [self] in
            while true {
                for job in jobs.take(until: nil) {
                    guard let job else { return onEnd() }
                    answers.post(job.perform(on: application), mustKeep: true)
                }
            }
        }
    }

    /// Queues a job. The engine bounds their number: one load for each peer, a check for each offer that matters.
    func add(_ job: Job) { jobs.post(job, mustKeep: true) }

    /// Ends the thread after the jobs that were added.
    func stop() { jobs.post(nil, mustKeep: true) }
}
