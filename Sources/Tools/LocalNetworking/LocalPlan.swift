import ValidatorHosting

/// What `starling local` brings up on one machine.
public struct LocalPlan: Sendable {
    /// Where homes, stores, logs and pid files are.
    public let folder: String
    /// Where proofs are kept: a folder, or `s3://BUCKET`, as `starling prover --proofs` takes it.
    public var proofsPlace: String
    public var validators = 4
    /// The RPC of the first node; the others follow.
    public var firstRPCPort: UInt16 = 5050
    /// The links of the first validator; the others follow.
    public var firstLinkPort: UInt16 = 6050
    public var proverPort: UInt16 = 5060
    public var explorerPort: UInt16 = 4000
    public var runsProver = true
    public var runsExplorer = true
    /// The verifier for browsers; the explorer verifies nothing when the file is missing.
    public var verifierModule: String
    /// This program's file.
    public var program: String
    /// The folder with the contracts of genesis. Only starting needs it.
    public var contractsFolder: String
    /// Whether the chain takes fees. Only beginning it needs that.
    public var fees = true
    /// Between blocks with transactions, seconds.
    public var blockSeconds = 2.0
    /// Transactions that a proposer puts into a block.
    public var blockTransactions = 200

    public init(
        folder: String, proofsPlace: String, program: String, contractsFolder: String, verifierModule: String
    ) {
        self.folder = folder
        self.proofsPlace = proofsPlace
        self.program = program
        self.contractsFolder = contractsFolder
        self.verifierModule = verifierModule
    }

    /// The committee file of the network, with the genesis file beside it.
    public var committeePath: String { CommitteeMaker.home(0, in: folder).committeePath }

    func rpcPort(_ index: Int) -> UInt16 { firstRPCPort + UInt16(index) }
    public func rpcAddress(_ index: Int) -> String { "http://127.0.0.1:\(rpcPort(index))" }
    var proverAddress: String { "http://127.0.0.1:\(proverPort)" }

    /// Every port that will be listened on, with who wants it.
    public var ports: [(port: UInt16, owner: String)] {
        var ports: [(UInt16, String)] = []
        for index in 0..<validators {
            ports.append((rpcPort(index), "RPC of node \(index)"))
            ports.append((firstLinkPort + UInt16(index), "links of validator \(index)"))
        }
        if runsProver { ports.append((proverPort, "prover")) }
        if runsExplorer { ports.append((explorerPort, "explorer")) }
        return ports
    }
}

/// Why the local network did not come up. The text says what to do.
public struct LocalError: Error, CustomStringConvertible, Sendable {
    public var description: String
}
