import CairoAIR
import CairoVerifying
import CairoWitness
import CircleFRI
import CircleGroups
import CirclePolynomials
import ConstraintSystems
import FiniteFields
import HashFunctions
import PackedFields
import StarkProving
import StarkVerifying
import Transcripts
import WorkerPools

/// One proof in the making. The steps continue one transcript and must run in the order of their declaration.
struct CairoProvingSession {
    let parameters: CairoProverParameters
    let progress: ProvingProgress
    let claim: CairoClaim
    let layout: CairoLayout
    let twiddles: Twiddles
    let preprocessed: PreprocessedCommitment
    private let keeping: ColumnKeeping
    /// The bytes of columns that are made at a time where they are not kept.
    private let partBytes: Int
    private let file: ColumnFile?
    /// Values by row, until they have served.
    private var tables: [TableTrace?]
    private var transcript: Transcript
    /// Committed so far: preprocessed, main, interaction, composition.
    private(set) var trees: [CommittedTree]
    private var nonce: UInt64 = 0
    private(set) var elements: LookupElements?
    private(set) var claimedSums: [QM31] = []

    var logBlowup: Int { Int(parameters.config.fri.logBlowup) }
    private var transform: CircleTransform { CircleTransform(twiddles) }

    /// Steps 1 to 4: salt, parameters, preprocessed root and claim.
    init(
        trace: consuming MainTrace, parameters: CairoProverParameters, memory: ProvingPlan, progress: ProvingProgress
    ) throws(CairoProvingError) {
        do throws(ClaimError) { try trace.claim.check() } catch { throw .claim(error) }
        do throws(CairoVerificationError) {
            layout = try CairoLayout(
                claim: trace.claim, variant: parameters.variant,
                opensAllPreprocessed: parameters.opensAllPreprocessed)
        } catch {
            throw .layout(error)
        }
        let logBlowup = Int(parameters.config.fri.logBlowup)
        let logRows = layout.trees.logRows
        guard logRows + logBlowup <= 30 else { throw .unsupportedParameters }
        // A column longer than the composition's domain has no value at the out-of-domain point.
        guard layout.trees.trees[0].allSatisfy({ $0.mask == .none || Int($0.logSize) <= logRows }) else {
            throw .unsupportedParameters
        }
        self.parameters = parameters
        self.progress = progress
        claim = trace.claim
        keeping = memory.keeping
        partBytes = memory.partBytes
        file = try memory.file()
        tables = trace.tables
        let largest = layout.trees.trees.flatMap { $0 }.reduce(0) { max($0, Int($1.logSize)) }
        twiddles = .shared(logSize: max(largest + logBlowup, layout.trees.logRows + 1))
        preprocessed = progress.run(.preprocessed) {
            .shared(
                parameters.variant, logBlowup: logBlowup, hash: parameters.hash,
                isKept: memory.keeping.keepsPreprocessed(parameters.variant))
        }
        trees = [preprocessed.committed]

        transcript = Transcript(variant: parameters.hash)
        transcript.mix(QM31(M31(reducing: UInt64(parameters.channelSalt))))
        parameters.config.mix(into: &transcript)
        transcript.mix(preprocessed.committed.tree.root)
        claim.mix(into: &transcript)
    }

    /// Step 5: the main trace.
    mutating func commitMain() {
        let columns = tables.flatMap { $0?.columns ?? [] }
        commit(
            progress.run(.mainCommitment) {
                guard keeping != .evaluations else {
                    return CommittedTree(
                        extending: columns, logBlowup: logBlowup, transform: transform, variant: parameters.hash)
                }
                return committed(columns.map { column in .values(logSize: column.logSize) { column } })
            })
    }

    /// Steps 6 to 9: the work, the challenges, and the running sums of the lookups.
    mutating func commitInteraction() throws(CairoProvingError) {
        let nonce = progress.run(.interactionGrinding) {
            Grinding.firstNonce(transcript: transcript, bits: CairoVerifier.interactionProofOfWorkBits)
        }
        guard let nonce else { throw .unlucky }
        self.nonce = nonce
        transcript.mix(nonce)
        let (z, alpha) = transcript.drawElementPair()
        let elements = LookupElements(z: z, alpha: alpha)
        self.elements = elements
        var sources: [CommittedColumns.Source] = []
        let progress = progress
        try progress.run(.interactionTrace) { () throws(CairoProvingError) -> Void in
            for (index, place) in layout.tables.enumerated() { sources += try sumLookups(index, place, elements) }
        }
        guard let publicSum = claim.publicData.lookupSum(elements) else { throw .unlucky }
        guard claimedSums.reduce(publicSum, +) == .zero else { throw .lookupSum(nil) }
        transcript.mix(claimedSums)
        commit(progress.run(.interactionCommitment) { committed(sources) })
        try checkFile()
    }

    /// The running sums of one table's lookups. Its values by row have served then.
    private mutating func sumLookups(
        _ index: Int, _ place: CairoLayout.Table, _ elements: LookupElements
    ) throws(CairoProvingError) -> [CommittedColumns.Source] {
        guard var table = tables[index] else { return [] }
        tables[index] = nil
        let interaction: InteractionTrace
        do throws(WitnessError) {
            interaction = try table.interaction(elements, preprocessed: preprocessed.values(of: place.preprocessed))
        } catch {
            throw .witness(error)
        }
        // Extended columns are kept: the values go before the sums are extended.
        if keeping == .evaluations { table = TableTrace(emptied: table) }
        claimedSums.append(interaction.claimedSum)
        guard keeping != .evaluations else {
            return CommittedTree.extended(interaction.columns, logBlowup: logBlowup, transform: transform)
                .map { .extended($0) }
        }
        for (column, source) in zip(place.main, coefficients(of: table.columns)) {
            trees[1].committed.move(column, to: source)
        }
        return coefficients(of: interaction.columns)
    }

    /// Columns of values become columns of coefficients, in place.
    private func coefficients(of columns: [PackedColumn]) -> [CommittedColumns.Source] {
        let transform = transform
        return WorkerPool.shared.map(columns.count) { index in
            transform.interpolate(columns[index])
            return kept(columns[index])
        }
    }

    /// Where a column of coefficients stays.
    private func kept(_ column: PackedColumn) -> CommittedColumns.Source {
        file.map { .filed($0.append(column)) } ?? .coefficients(column)
    }

    /// What is read from a file that failed means nothing.
    private func checkFile() throws(CairoProvingError) {
        if file?.hasFailed == true { throw .columnFile }
    }

    /// Steps 10 and 11: all constraints joined by gamma, over the vanishing polynomial, in two halves of coefficients.
    mutating func commitComposition() {
        let gamma = transcript.drawElement()
        let coefficients = progress.run(.composition) {
            Composition(session: self, partBytes: partBytes).coefficients(gamma: gamma, transform: transform)
        }
        let tree = progress.run(.compositionCommitment) {
            guard keeping != .evaluations else {
                return CommittedTree(
                    halvesOf: coefficients, logBlowup: logBlowup, transform: transform, variant: parameters.hash)
            }
            return committed(CommittedTree.halves(of: coefficients).map(kept))
        }
        commit(tree)
    }

    /// Steps 12 to 17: the out-of-domain point, the samples and their opening.
    mutating func open() throws(CairoProvingError) -> CairoProof {
        guard let point = SecureCirclePoint(parameter: transcript.drawElement()) else { throw .unlucky }
        let prover = OpeningProver(
            layout: layout.trees, trees: trees, config: parameters.config, twiddles: twiddles)
        let samples = progress.run(.outOfDomain) { prover.samples(at: point) }
        let stark = try progress.run(.opening) { () throws(CairoProvingError) -> StarkProof in
            do throws(StarkError) {
                return try prover.prove(samples: samples, at: point, transcript: &transcript)
            } catch {
                throw .stark(error)
            }
        }
        try checkFile()
        var bigSum = QM31.zero
        for (table, sum) in zip(layout.tables, claimedSums) where table.instance.kind == .memoryIdToBig {
            bigSum = bigSum + sum
        }
        return CairoProof(
            claim: claim, interactionProofOfWork: nonce, claimedSums: claimedSums, bigClaimedSum: bigSum,
            stark: stark, channelSalt: parameters.channelSalt, variant: parameters.variant)
    }

    private mutating func commit(_ tree: CommittedTree) {
        trees.append(tree)
        transcript.mix(tree.tree.root)
    }

    private func committed(_ columns: [CommittedColumns.Source]) -> CommittedTree {
        CommittedTree(
            CommittedColumns(columns, logBlowup: logBlowup, transform: transform), variant: parameters.hash)
    }
}
