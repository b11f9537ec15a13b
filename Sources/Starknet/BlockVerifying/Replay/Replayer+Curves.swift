import BlockPrograms
import FiniteFields
import StarknetModel

/// The system calls of the secp curves. A handle is opaque to the contract: any cell value, as long as one value never
/// stands for two points of a curve in a frame.
extension Replayer {
    /// A handle of one frame.
    struct Handle: Hashable {
        var cell: Felt252
        var isK1: Bool
    }

    mutating func curve(
        _ kind: SystemCall, gas: UInt64, _ arguments: [Argument], _ response: inout Response
    ) throws(ReplayFailure) {
        var felts: [Felt252] = [], points: [CurveValue] = []
        let isK1 = Self.isK1(kind)
        for (index, item) in kind.request.enumerated() {
            let cell = try felt(arguments, index)
            if case .handle = item {
                guard let point = handles[Handle(cell: cell, isK1: isK1)] else { throw .argument }
                points.append(point)
            } else {
                felts.append(cell)
            }
        }
        guard let answer = CurveCalls.answer(kind, felts: felts, points: points) else { throw .argument }
        if answer == .invalidArgument {
            return try expectFailure([ProtocolFelts.invalidArgument], gas: gas, &response)
        }
        try expect(gas: gas, failed: false, response)
        switch answer {
        case .invalidArgument: throw .response
        case .noPoint:
            try expect(.one, &response)
            response.position += 1
        case .somePoint(let point):
            try expect(.zero, &response)
            try learn(point, isK1, &response)
        case .point(let point): try learn(point, isK1, &response)
        case .coordinates(let words):
            for word in words { try expect(word, &response) }
        }
    }

    private mutating func learn(_ point: CurveValue, _ isK1: Bool, _ response: inout Response) throws(ReplayFailure) {
        let handle = Handle(cell: try program.cell(response.position), isK1: isK1)
        // Soundness: a handle that stood for two points would let a contract compute with the wrong one.
        guard handles[handle, default: point] == point else { throw .response }
        handles[handle] = point
        response.position += 1
    }

    private static func isK1(_ kind: SystemCall) -> Bool {
        switch kind {
        case .secp256k1New, .secp256k1Add, .secp256k1Mul, .secp256k1GetPointFromX, .secp256k1GetXy: true
        default: false
        }
    }
}
