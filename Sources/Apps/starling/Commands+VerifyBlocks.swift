import BlockBundling
import BlockVerifying
import CommandLines

extension Commands {
    /// `starling verify --blocks A..B`: verifies consecutive blocks, each on top of the one before. The state before the
    /// first is trusted, unless that is block 1, which stands on the pinned genesis.
    static func verifyBlocks(_ text: String, _ arguments: Arguments) throws -> ExitStatus {
        let blocks = try blockRange(text)
        let reader = try proofReader(arguments)
        var range: VerifiedRange?
        for number in blocks {
            let verdict: BlockVerdict
            do throws(ProofReader.Failure) { verdict = try reader.verify(RequestedBlock(number: number)) } catch {
                guard case .rejected(let rejection) = error else { throw UsageError("block \(number): \(error)") }
                print("block \(number): rejected: \(rejection.explanation)")
                return .failure
            }
            do throws(VerifiedRange.Break) {
                if range == nil { range = VerifiedRange(verdict) } else { try range?.append(verdict) }
            } catch {
                print("block \(number): rejected: \(error.explanation)")
                return .failure
            }
            print("block \(number): \(lowercasedFirst(verdict.headline))")
            for line in verdict.exceptions { print("  excepted       \(line)") }
        }
        guard let range else { throw UsageError("--blocks: there are no blocks in \(text)") }
        return conclude(range)
    }

    private static func conclude(_ range: VerifiedRange) -> ExitStatus {
        print(range.statement)
        return range.isComplete ? .success : .exception
    }

    /// `A..B`, both included.
    private static func blockRange(_ text: String) throws -> ClosedRange<UInt64> {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].isEmpty, let first = UInt64(parts[0]), let last = UInt64(parts[2]),
            first >= 1, first <= last
        else { throw UsageError("--blocks: two block numbers from 1 on as in 1..20, not '\(text)'") }
        return first...last
    }
}
