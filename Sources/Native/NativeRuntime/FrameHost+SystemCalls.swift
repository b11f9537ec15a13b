import BlockPrograms
import CNative
import FiniteFields
import NativeLayout
import ProtocolRules
import TransactionExecution

/// System calls: read as `ExchangeLayout` says, served by the protocol's rules, answered in the same form.
extension FrameHost {
    private static let kinds = SystemCall.allCases
    private static let requests = SystemCall.allCases.map { ExchangeLayout($0.request) }
    private static let responses = SystemCall.allCases.map { ExchangeLayout($0.response) }
    /// The most felts of one array of a request: more ends the machine's run, so that the machine decides.
    static let arrayMax = 1 << 20

    /// 0, or 1 for a failure whose reason is in the response, or what ends the call.
    func systemCall(
        _ number: UInt32, _ request: UnsafePointer<UInt8>?, _ response: UnsafeMutablePointer<UInt8>?
    ) -> UInt32 {
        let number = Int(number)
        guard number < FrameHost.kinds.count, let request, let response else { return FrameHost.abort(.machine) }
        let kind = FrameHost.kinds[number]
        guard leavesRoom() else { return FrameHost.abort(.memory) }
        guard let items = read(kind, FrameHost.requests[number], UnsafeRawPointer(request)) else {
            return FrameHost.abort(.machine)
        }
        let gas = context.pointee.gas
        let answer: SystemCallAnswer
        do throws(RuleStop<StateReadError>) {
            answer = try frame.serve(kind, gas: gas, items.map(\.argument))
        } catch {
            stop = error
            return FrameHost.abort(.host)
        }
        context.pointee.gas = answer.gasLeft
        let output = UnsafeMutableRawPointer(response)
        guard write(kind, answer, FrameHost.responses[number], output) else { return FrameHost.abort(.memory) }
        served(
            SystemCallRecording(
                call: kind, gas: gas, request: items.map(\.recorded), gasLeft: answer.gasLeft, failed: answer.failed,
                response: answer.items, callee: answer.callee))
        return answer.failed ? 1 : 0
    }

    /// An item of a request, for the rules and for the recording.
    private struct Item {
        var argument: SystemCallArgument
        var recorded: SystemCallRecording.Request
    }

    private func read(_ kind: SystemCall, _ layout: ExchangeLayout, _ start: UnsafeRawPointer) -> [Item]? {
        var items: [Item] = []
        for (item, offset) in zip(layout.items, layout.offsets) {
            switch item {
            case .felt:
                let felt = start.felt(at: offset)
                items.append(Item(argument: .felt(felt), recorded: .felt(felt)))
            case .array:
                let count = start.word(at: offset + 8)
                guard count <= UInt64(FrameHost.arrayMax),
                    let felts = felts(start.pointer(at: offset), Int(count), bytes: kind == .keccak ? 8 : 32)
                else { return nil }
                items.append(array(felts) { .array($0) })
            case .cells(let count):
                guard let felts = felts(start.pointer(at: offset), count, bytes: kind.wordBytes) else { return nil }
                items.append(array(felts) { .cells($0) })
            case .handle:
                guard let entry = point(start.word(at: offset)) else { return nil }
                items.append(
                    Item(
                        argument: .point(entry.point),
                        recorded: .handle(systemCall: entry.systemCall, value: entry.value)))
            case .executionInfo: return nil
            }
        }
        return items
    }

    private func array(_ felts: [Felt252], _ recorded: (RecordedArray) -> SystemCallRecording.Request) -> Item {
        Item(argument: .array(felts), recorded: recorded(RecordedArray(content: felts, location: .elsewhere)))
    }

    /// Felts, or numbers of four or eight bytes.
    private func felts(_ start: UnsafeRawPointer?, _ count: Int, bytes: Int) -> [Felt252]? {
        guard count > 0 else { return [] }
        guard let start else { return nil }
        return (0..<count).map { index in
            switch bytes {
            case 4: Felt252(UInt64(start.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
            case 8: Felt252(start.word(at: 8 * index))
            default: start.felt(at: 32 * index)
            }
        }
    }

    // MARK: Points of the secp curves: a handle is their number, times eight and from eight on

    private func point(_ handle: UInt64) -> (point: CurveValue, systemCall: Int, value: Int)? {
        guard handle >= 8, handle % 8 == 0, handle / 8 <= UInt64(points.count) else { return nil }
        return points[Int(handle / 8) - 1]
    }

    private func handle(_ point: CurveValue?, value: Int) -> UInt64? {
        guard let point else { return nil }
        points.append((point, systemCalls.count, value))
        return UInt64(points.count) * 8
    }

    // MARK: Answers

    /// False where there is no room for it.
    private func write(
        _ kind: SystemCall, _ answer: SystemCallAnswer, _ layout: ExchangeLayout, _ output: UnsafeMutableRawPointer
    ) -> Bool {
        let offsets = answer.failed ? [0] : layout.offsets
        guard answer.items.count == offsets.count else { return false }
        for (index, (item, offset)) in zip(answer.items, offsets).enumerated() {
            switch item {
            case .felt(let felt):
                // No point stands where there could be one.
                if !answer.failed, case .handle = layout.items[index] {
                    output.put(0 as UInt64, at: offset)
                } else {
                    output.put(felt, at: offset)
                }
            case .array(let felts):
                guard let place = place(felts) else { return false }
                output.put(UnsafeRawPointer(place), at: offset)
                output.put(UInt64(felts.count), at: offset + 8)
            case .cells(let felts):
                guard let place = allocate(bytes: kind.wordBytes * felts.count) else { return false }
                for (place_, felt) in felts.enumerated() {
                    let word = felt.asUInt64 ?? 0
                    if kind.wordBytes == 4 {
                        place.storeBytes(
                            of: UInt32(truncatingIfNeeded: word), toByteOffset: 4 * place_, as: UInt32.self)
                    } else {
                        place.put(word, at: 8 * place_)
                    }
                }
                output.put(UnsafeRawPointer(place), at: offset)
            case .point:
                guard let handle = handle(answer.point, value: index) else { return false }
                output.put(handle, at: offset)
            case .executionInfo:
                guard let place = makeExecutionInfo() else { return false }
                output.put(place, at: offset)
            }
        }
        return true
    }
}

extension SystemCall {
    /// Bytes of a word of the states and blocks of hashes.
    fileprivate var wordBytes: Int { self == .sha256ProcessBlock ? 4 : 8 }
}
