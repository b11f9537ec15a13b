import BlockPrograms
import FiniteFields
import StarknetModel

/// A system call with its arguments, taken out by place and kind.
///
/// Hosts read a request as `SystemCall.request` says, so an argument of another kind is their mistake; it ends like one
/// that no compiled contract can produce.
struct SystemCallRequest<Failure: Error> {
    let kind: SystemCall
    let arguments: [SystemCallArgument]

    /// Felts of the first array: what prices depend on.
    var firstArrayCount: Int {
        for case .array(let felts) in arguments { return felts.count }
        return 0
    }

    func felt(_ index: Int) throws(RuleStop<Failure>) -> Felt252 {
        guard index < arguments.count, case .felt(let felt) = arguments[index] else {
            throw .abort(.malformedSystemCall(kind))
        }
        return felt
    }

    func array(_ index: Int) throws(RuleStop<Failure>) -> [Felt252] {
        guard index < arguments.count, case .array(let felts) = arguments[index] else {
            throw .abort(.malformedSystemCall(kind))
        }
        return felts
    }

    func address(_ index: Int) throws(RuleStop<Failure>) -> ContractAddress {
        guard let address = ContractAddress(try felt(index)) else { throw .abort(.malformedSystemCall(kind)) }
        return address
    }

    /// The answer of a system call on the secp curves, which depends on nothing but its arguments.
    func curveAnswer(gas: UInt64) throws(RuleStop<Failure>) -> SystemCallAnswer {
        var felts: [Felt252] = [], points: [CurveValue] = []
        for argument in arguments {
            switch argument {
            case .felt(let felt): felts.append(felt)
            case .point(let point): points.append(point)
            case .array: throw .abort(.malformedSystemCall(kind))
            }
        }
        switch CurveCalls.answer(kind, felts: felts, points: points) {
        case .invalidArgument: return .failure(gas, [ProtocolFelts.invalidArgument])
        case .noPoint: return .success(gas, [.felt(.one), .felt(.zero)])
        case .somePoint(let point):
            return SystemCallAnswer(gasLeft: gas, items: [.felt(.zero), .point(point.words)], point: point)
        case .point(let point): return SystemCallAnswer(gasLeft: gas, items: [.point(point.words)], point: point)
        case .coordinates(let words): return .success(gas, words.map { .felt($0) })
        case nil: throw .abort(.malformedSystemCall(kind))
        }
    }
}
