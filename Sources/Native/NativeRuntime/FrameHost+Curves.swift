import BlockPrograms
import CNative
import CairoMachine
import EllipticCurves
import FiniteFields
import HashFunctions
import NativeLayout
import TransactionExecution

/// Sums of points of the Stark curve, exactly as the machine's code makes them: each begins with an arbitrary point, the same
/// one, and fails where the machine's fails; then the machine decides.
extension FrameHost {
    /// A sum so far, and the point it began with: four felts in the call's memory.
    private static let stateBytes = 128

    /// 0, or 1 for the other branch, or what ends the call.
    func curve(
        _ operation: UInt32, _ operands: UnsafePointer<UInt8>?, _ result: UnsafeMutablePointer<UInt8>?
    ) -> UInt32 {
        guard let operation = CurveFunction(rawValue: Int(operation)), let operands, let result else {
            return FrameHost.abort(.machine)
        }
        let input = UnsafeRawPointer(operands), output = UnsafeMutableRawPointer(result)
        switch operation {
        case .stateInit:
            let start = ArbitraryPoints.point(context.pointee.points, seed: frame.pointSeed)
            context.pointee.points += 1
            return give(start, start, output)
        case .stateAdd:
            guard let (sum, start) = state(input) else { return FrameHost.abort(.machine) }
            let point = point(input, at: 8)
            guard point.x != sum.x, let made = StarkCurve.sum(sum, point) else { return FrameHost.abort(.machine) }
            return give(made, start, output)
        case .stateAddProduct:
            guard let (sum, start) = state(input),
                let made = CurveOperation.sum(sum, multiple: input.felt(at: 8), of: point(input, at: 40))
            else { return FrameHost.abort(.machine) }
            return give(made, start, output)
        case .stateFinalize:
            guard let (sum, start) = state(input) else { return FrameHost.abort(.machine) }
            guard sum.x != start.x else { return sum.y == start.y ? 1 : FrameHost.abort(.machine) }
            guard let made = StarkCurve.sum(sum, -start) else { return FrameHost.abort(.machine) }
            return give(made, output)
        case .fromX:
            let x = input.felt()
            guard let made = StarkCurve.point(x: x) else { return 1 }
            return give(UInt256(-made.y) < UInt256(made.y) ? -made : made, output)
        case .new:
            let made = point(input, at: 0)
            return StarkCurve.contains(made) ? give(made, output) : 1
        }
    }

    private func point(_ start: UnsafeRawPointer, at offset: Int) -> AffinePoint {
        AffinePoint(x: start.felt(at: offset), y: start.felt(at: offset + 32))
    }

    private func state(_ input: UnsafeRawPointer) -> (sum: AffinePoint, start: AffinePoint)? {
        input.pointer().map { (point($0, at: 0), point($0, at: 64)) }
    }

    private func give(_ point: AffinePoint, _ output: UnsafeMutableRawPointer) -> UInt32 {
        output.put(point.x)
        output.put(point.y, at: 32)
        return 0
    }

    private func give(_ sum: AffinePoint, _ start: AffinePoint, _ output: UnsafeMutableRawPointer) -> UInt32 {
        guard let place = allocate(bytes: FrameHost.stateBytes) else { return FrameHost.abort(.memory) }
        for (index, felt) in [sum.x, sum.y, start.x, start.y].enumerated() { place.put(felt, at: 32 * index) }
        output.put(UnsafeRawPointer(place))
        return 0
    }
}
