import EllipticCurves
import FiniteFields

/// The window tables of both inputs, built once on first use.
struct PedersenTables: Sendable {
    static let shared = PedersenTables()

    /// The shift point P0.
    let shift: AffinePoint
    let first: WindowTable, second: WindowTable

    /// Twelve bits: 10.5 MiB and some 40 ms to build. A web page gets eight: 1 MiB, and three quarters of the speed.
    static var width: Int {
        #if hasFeature(Embedded)
            8
        #else
            12
        #endif
    }

    private init() {
        let points = PedersenTables.points
        shift = points[0]
        first = PedersenTables.table(points[1], points[2])
        second = PedersenTables.table(points[3], points[4])
    }

    /// 248 doublings for the low bits and four for the high ones. No addition can meet equal x: the windows of one base
    /// span less than 2^248, below the group's order, and nobody knows a relation between the bases.
    private static func table(_ low: AffinePoint, _ high: AffinePoint) -> WindowTable {
        WindowTable(
            bases: WindowTable.doublings(low, count: 248) + WindowTable.doublings(high, count: 4), width: width)
    }

    func hash(_ a: Felt252, _ b: Felt252) -> Felt252 {
        let a = UInt256(a), b = UInt256(b)
        var sum = JacobianPoint(shift)
        for window in 0..<first.count {
            let (index, bits) = first.entry(a, window: window)
            if bits != 0 { sum = sum.addingDistinct(first.entries[index]) }
        }
        for window in 0..<second.count {
            let (index, bits) = second.entry(b, window: window)
            if bits != 0 { sum = sum.addingDistinct(second.entries[index]) }
        }
        return sum.affineX ?? .zero
    }

    /// P0 to P4: points from the digits of pi, as cairo-lang's `fast_pedersen_hash.py` lists them.
    static let points: [AffinePoint] = [
        point(
            "0x49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804",
            "0x3ca0cfe4b3bc6ddf346d49d06ea0ed34e621062c0e056c1d0405d266e10268a"),
        point(
            "0x234287dcbaffe7f969c748655fca9e58fa8120b6d56eb0c1080d17957ebe47b",
            "0x3b056f100f96fb21e889527d41f4e39940135dd7a6c94cc6ed0268ee89e5615"),
        point(
            "0x4fa56f376c83db33f9dab2656558f3399099ec1de5e3018b7a6932dba8aa378",
            "0x3fa0984c931c9e38113e0c0e47e4401562761f92a7a23b45168f4e80ff5b54d"),
        point(
            "0x4ba4cc166be8dec764910f75b45f74b40c690c74709e90f3aa372f0bd2d6997",
            "0x40301cf5c1751f4b971e46c4ede85fcac5c59a5ce5ae7c48151f27b24b219c"),
        point(
            "0x54302dcb0e6cc1c6e44cca8f61a63bb2ca65048d53fb325d36ff12c49a58202",
            "0x1b77b3e37d13504b348046268d8ae25ce98ad783c25561a879dcc77e99c2426"),
    ]

    private static func point(_ x: String, _ y: String) -> AffinePoint {
        guard let x = Felt252(hex: x), let y = Felt252(hex: y) else { preconditionFailure("malformed constant") }
        return AffinePoint(x: x, y: y)
    }
}
