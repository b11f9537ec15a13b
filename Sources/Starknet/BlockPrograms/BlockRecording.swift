public import FiniteFields

/// The recording of a block: the input of the block program's generator (block-programs §9).
public struct BlockRecording: Sendable, Equatable {
    public var context: RecordedContext
    public var transactions: [TransactionRecording]

    public init(context: RecordedContext, transactions: [TransactionRecording]) {
        self.context = context
        self.transactions = transactions
    }
}

/// What contracts can see of the block.
public struct RecordedContext: Sendable, Equatable {
    public var blockNumber: UInt64
    public var timestamp: UInt64
    public var sequencer: Felt252

    public init(blockNumber: UInt64, timestamp: UInt64, sequencer: Felt252) {
        self.blockNumber = blockNumber
        self.timestamp = timestamp
        self.sequencer = sequencer
    }

    /// The three cells of the block info: number, timestamp, sequencer; rounded and without the sequencer in
    /// validation (EXEC spec §3.11).
    public func cells(isValidation: Bool) -> [Felt252] {
        isValidation
            ? [Felt252(blockNumber / 100 * 100), Felt252(timestamp / 3600 * 3600), .zero]
            : [Felt252(blockNumber), Felt252(timestamp), sequencer]
    }
}

/// The recording of one transaction.
public struct TransactionRecording: Sendable, Equatable {
    /// An outer call.
    public struct Root: Sendable, Equatable {
        public enum Kind: UInt8, Sendable {
            // Written in recordings.
            case validate = 0, execute = 1, fee = 2, constructor = 3, l1Handler = 4
        }
        public var kind: Kind
        /// Index into `frames`.
        public var frame: Int

        public init(kind: Kind, frame: Int) {
            self.kind = kind
            self.frame = frame
        }
    }

    public var info: TransactionInfo
    /// The calldata field of the transaction: one region of the data area serves all frames called with it.
    public var calldata: [Felt252]
    public var roots: [Root]
    /// All frames in order of entry, depth first.
    public var frames: [FrameRecording]
    /// The execution's effects were rolled back.
    public var isReverted: Bool

    public init(
        info: TransactionInfo, calldata: [Felt252], roots: [Root], frames: [FrameRecording], isReverted: Bool
    ) {
        self.info = info
        self.calldata = calldata
        self.roots = roots
        self.frames = frames
        self.isReverted = isReverted
    }
}

/// The transaction info struct that contracts see, layout V3 (EXEC spec §3.11): 19 cells.
public struct TransactionInfo: Sendable, Equatable {
    public var version: Felt252
    public var account: Felt252
    public var maxFee: Felt252
    public var signature: [Felt252]
    public var hash: Felt252
    public var chainID: Felt252
    public var nonce: Felt252
    /// Name, amount and price of L1_GAS, L2_GAS and L1_DATA: nine felts, or none for old versions.
    public var resourceBounds: [Felt252]
    public var tip: Felt252
    public var paymasterData: [Felt252]
    public var nonceMode: Felt252
    public var feeMode: Felt252
    public var accountDeploymentData: [Felt252]
    public var proofFacts: [Felt252]

    public init(
        version: Felt252, account: Felt252, maxFee: Felt252 = .zero, signature: [Felt252], hash: Felt252,
        chainID: Felt252, nonce: Felt252, resourceBounds: [Felt252], tip: Felt252, paymasterData: [Felt252] = [],
        nonceMode: Felt252 = .zero, feeMode: Felt252 = .zero, accountDeploymentData: [Felt252] = [],
        proofFacts: [Felt252] = []
    ) {
        self.version = version
        self.account = account
        self.maxFee = maxFee
        self.signature = signature
        self.hash = hash
        self.chainID = chainID
        self.nonce = nonce
        self.resourceBounds = resourceBounds
        self.tip = tip
        self.paymasterData = paymasterData
        self.nonceMode = nonceMode
        self.feeMode = feeMode
        self.accountDeploymentData = accountDeploymentData
        self.proofFacts = proofFacts
    }

    /// A field of the struct: one cell, or an array that takes two.
    public enum Field: Sendable, Equatable {
        case felt(Felt252)
        case array([Felt252])
    }

    /// Cells of the struct, without what its arrays hold.
    public static let structCells = 19

    /// Cells of the struct and of its arrays.
    public var cellCount: Int {
        fields.reduce(0) { count, field in
            switch field {
            case .felt: count + 1
            case .array(let felts): count + 2 + felts.count
            }
        }
    }

    /// The fields in the order of the struct.
    public var fields: [Field] {
        [
            .felt(version), .felt(account), .felt(maxFee), .array(signature), .felt(hash), .felt(chainID),
            .felt(nonce), .array(resourceBounds), .felt(tip), .array(paymasterData), .felt(nonceMode),
            .felt(feeMode), .array(accountDeploymentData), .array(proofFacts),
        ]
    }
}
