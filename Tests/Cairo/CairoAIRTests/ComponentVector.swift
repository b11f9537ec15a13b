import CairoAIR
import ConstraintSystems
import FiniteFields
import VectorFiles

/// One file of `stwo/components`: a component's samples and the value that its constraints add up to.
struct ComponentVector {
    let kind: ComponentKind
    var samples: PointSamples
    let preprocessedNames: [String]
    let elements: LookupElements
    let gamma: QM31, accumulated: QM31

    static func path(_ kind: ComponentKind) -> String { "stwo/components/\(kind.name).json" }
    static func exists(_ kind: ComponentKind) -> Bool { VectorFiles.has(path(kind)) }

    init(_ kind: ComponentKind) throws {
        self.kind = kind
        let json = try VectorFiles.json(Self.path(kind)) as? [String: Any] ?? [:]
        func number(_ value: Any?) throws -> M31 {
            guard let n = value as? Int, n >= 0, n < Int(M31.modulus) else { throw Malformed.number }
            return M31(canonical: UInt32(n))
        }
        func secure(_ value: Any?) throws -> QM31 {
            guard let c = value as? [Any], c.count == 4 else { throw Malformed.number }
            return try QM31(number(c[0]), number(c[1]), number(c[2]), number(c[3]))
        }
        func list(_ key: String) throws -> [QM31] {
            guard let values = json[key] as? [Any] else { throw Malformed.number }
            return try values.map(secure)
        }
        // The samples of a batch are the coordinates of its value; the last batch has those of the previous row too.
        var interaction: [QM31] = []
        let batches = try list("interaction"), previous = try secure(json["last_row_sum"])
        for (index, batch) in batches.enumerated() {
            let now = [batch.a, batch.b, batch.c, batch.d], before = [previous.a, previous.b, previous.c, previous.d]
            for k in 0..<4 {
                if index == batches.count - 1 { interaction.append(QM31(before[k])) }
                interaction.append(QM31(now[k]))
            }
        }
        guard let preprocessed = json["preprocessed"] as? [[Any]] else { throw Malformed.number }
        preprocessedNames = preprocessed.compactMap { $0.first as? String }
        let logSize = json["log_size"].flatMap { $0 as? Int }.map { UInt32($0) } ?? kind.shape.fixedLogSize ?? 0
        let parameters = json["public_parameters"] as? [Any] ?? []
        samples = PointSamples(
            logSize: logSize, parameter: try parameters.isEmpty ? 0 : number(parameters[0]), trace: try list("trace"),
            interaction: interaction, preprocessed: try preprocessed.map { try secure($0.last) },
            claimedSum: try secure(json["claimed_sum"]))
        elements = LookupElements(z: try secure(json["z"]), alpha: try secure(json["alpha"]))
        gamma = try secure(json["gamma"])
        accumulated = try secure(json["accumulated"])
    }

    enum Malformed: Error { case number }

    /// The accumulated value of the component's constraints, or nil when the samples do not fit.
    func evaluate(_ samples: PointSamples) -> QM31? {
        var e = PointEvaluator(samples, elements: elements, gamma: gamma)
        kind.evaluate(&e)
        return e.finish()
    }
}
