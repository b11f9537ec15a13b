import FiniteFields
import StarknetModel
import StateTries
import TransactionExecution

/// Builds block after block on a genesis.
struct FixtureBuilder {
    let places: FixturePlaces
    private(set) var blocks: [ExecutedBlock] = []
    private(set) var headers: [BlockHeader]
    private(set) var aborted: [UInt64: [Int]] = [:]
    private var state: MemoryState
    private var tries = MemoryTries()
    private var nonces: [FixturePlaces.Sender: UInt64] = [:]

    init(_ places: FixturePlaces, _ genesis: GenesisBlock) {
        self.places = places
        headers = [genesis.block.header]
        state = genesis.state
        tries.apply(genesis.stateUpdate)
    }

    /// Adds the block with the transactions that `write` asks for.
    mutating func block(_ write: (inout FixtureScript) throws -> Void) throws {
        let number = UInt64(headers.count)
        let delay = ProtocolConstants.blockHashDelay
        let context = try FixturePlaces.context(number), parent = headers[headers.count - 1].hash
        let agedHash = number >= delay ? headers[Int(number - delay)].hash : nil
        let state = state
        let executor = { () throws -> BlockExecutor in
            try BlockExecutor(
                chain: FixtureChain.parameters, context: context, parentHash: parent, agedHash: agedHash, state: state)
        }
        var script = FixtureScript(places: places, makeExecutor: executor, executor: try executor(), nonces: nonces)
        try write(&script)
        let block = try script.executor.finish(tries: tries, roots: tries.roots)
        self.state.apply(block.block.stateDiff)
        tries.apply(block.stateUpdate)
        blocks.append(block)
        headers.append(block.block.header)
        aborted[number] = script.aborted
        nonces = script.nonces
    }
}
