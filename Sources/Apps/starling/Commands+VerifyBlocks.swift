import BlockBundling
import BlockVerifying
import CommandLines
import JSONCoding

extension Commands {
    /// `starling verify --blocks A..B`: verifies consecutive blocks, each on top of the one before. The state before the
    /// first is trusted, unless that is block 1, which stands on the pinned genesis. With `--json` a line a block, and one
    /// about all of them.
    static func verifyBlocks(_ text: String, _ arguments: Arguments) throws -> ExitStatus {
        let blocks = try blockRange(text), isJSON = arguments.flag("json")
        let reader = try proofReader(arguments)
        var range: VerifiedRange?
        for number in blocks {
            let verdict: BlockVerdict
            do throws(ProofReader.Failure) { verdict = try reader.verify(RequestedBlock(number: number)) } catch {
                guard case .rejected(let rejection) = error else { throw noBlock(number, error, arguments) }
                return reject(number, rejection.explanation, isJSON)
            }
            do throws(VerifiedRange.Break) {
                if range == nil { range = VerifiedRange(verdict) } else { try range?.append(verdict) }
            } catch {
                return reject(number, error.explanation, isJSON)
            }
            if isJSON {
                printJSON { w in write(verdict, nil, to: &w) }
            } else {
                print("block \(number): \(lowercasedFirst(verdict.headline))")
                for line in verdict.exceptions { print("  excepted       \(line)") }
            }
        }
        guard let range else { throw UsageError("--blocks: there are no blocks in \(text)") }
        return conclude(range, isJSON)
    }

    private static func reject(_ number: UInt64, _ reason: String, _ isJSON: Bool) -> ExitStatus {
        if isJSON {
            printJSON { w in writeRejection(of: number, reason, to: &w) }
        } else {
            print("block \(number): rejected: \(reason)")
        }
        return .failure
    }

    private static func conclude(_ range: VerifiedRange, _ isJSON: Bool) -> ExitStatus {
        if isJSON {
            printJSON { w in
                w.field("first", integer: range.first)
                w.field("last", integer: range.last)
                w.field("verdict", string: range.isComplete ? "verified" : "except")
                w.field("from_genesis", bool: range.startsAtGenesis)
                w.field("statement", string: range.statement)
            }
        } else {
            print(range.statement)
        }
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
