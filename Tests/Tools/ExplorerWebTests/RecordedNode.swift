import Foundation
import JSONCoding
import Observability
import ProofStorage
import Synchronization

@testable import ExplorerWeb

/// A node, a prover and a source of bundles that answer from a table, as real ones would, and can be silent.
final class RecordedNode: ExplorerNode, ProofStatusSource, BundleSource {
    struct State: Sendable {
        var answers: [String: String]
        var proofs: [UInt64: ProofStatus]
        var bundles: [UInt64: BundleAnswer]
        var isDown = false
        var proverIsDown = false
    }
    let state: Mutex<State>

    init(answers: [String: String], proofs: [UInt64: ProofStatus] = [:], bundles: [UInt64: BundleAnswer] = [:]) {
        state = Mutex(State(answers: answers, proofs: proofs, bundles: bundles))
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func ask(_ method: String, _ params: String) -> NodeAnswer {
        state.withLock { state in
            if state.isDown { return .silent }
            guard let text = state.answers["\(method) \(params)"] ?? state.answers[method] else { return .absent }
            return (try? JSONDocument(text: text, limits: BlockReading.limits)).map { .result($0.root) } ?? .silent
        }
    }

    func status(of block: UInt64) -> ProofAnswer {
        state.withLock { state in
            if state.proverIsDown { return .silent }
            return state.proofs[block].map { .status($0) } ?? .unknownBlock
        }
    }

    func isAnswering() -> Bool { state.withLock { !$0.proverIsDown } }
    func bundle(of block: UInt64) -> BundleAnswer { state.withLock { $0.bundles[block] ?? .notStored } }

    /// Text that tries to break out of every place a text of the chain can stand in.
    static let payload = #"</title><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\"&"#

    /// A chain of blocks with the given numbers of transactions, whose texts are hostile.
    /// - Parameter chain: a digit that tells two chains apart.
    static func chain(_ counts: [Int], chain: Int = 0, reason: String = payload) -> [String: String] {
        var answers: [String: String] = [:]
        for (number, count) in counts.enumerated() {
            let place = #"{"block_id":{"block_number":\#(number)}}"#
            answers["starknet_getBlockWithReceipts \(place)"] = block(UInt64(number), count, chain, reason: reason)
            answers["starknet_getStateUpdate \(place)"] =
                number == 0
                ? #"{"state_diff":{"deployed_contracts":[{"address":"0x99","class_hash":"0x77"},{"address":"0x64","class_hash":"0x78"}],"replaced_classes":[]}}"#
                : #"{"state_diff":{"deployed_contracts":[],"replaced_classes":[]}}"#
        }
        answers[#"starknet_getBlockWithTxHashes {"block_id":{"block_number":0}}"#] =
            #"{"block_hash":"\#(hash(0, chain))"}"#
        answers["starknet_blockHashAndNumber"] =
            #"{"block_hash":"\#(hash(counts.count - 1, chain))","block_number":\#(counts.count - 1)}"#
        return answers
    }

    static func hash(_ number: Int, _ chain: Int = 0) -> String { "0xb\(chain)" + hex4(number) }
    static func transactionHash(_ number: Int, _ position: Int, _ chain: Int = 0) -> String {
        "0xc\(chain)" + hex4(number) + hex4(position)
    }
    private static func hex4(_ number: Int) -> String { String(format: "%04x", number) }

    private static func block(_ number: UInt64, _ count: Int, _ chain: Int, reason: String) -> String {
        let rows = (0..<count).map { position in
            """
            {"transaction":{"type":"INVOKE","version":"0x3","sender_address":"0x64","calldata":["0x1","0x99","0x5","0x1","0x59"],
            "nonce":"0x5","tip":"0x0","signature":["0x1","0x2"],
            "resource_bounds":{"l2_gas":{"max_amount":"0x10","max_price_per_unit":"0x20"}}},
            "receipt":{"type":"INVOKE","transaction_hash":"\(transactionHash(Int(number), position, chain))",
            "actual_fee":{"amount":"0x0","unit":"FRI"},"execution_status":"REVERTED","revert_reason":"\(reason)",
            "execution_resources":{"l1_gas":0,"l1_data_gas":128,"l2_gas":654321},
            "events":[{"from_address":"0x99","keys":["0x5"],"data":["0x3c7363726970743e616c65727428293c2f7363726970743e"]}]}}
            """
        }
        let parent = number == 0 ? "0x0" : hash(Int(number) - 1, chain)
        return """
            {"status":"ACCEPTED_ON_L2","block_hash":"\(hash(Int(number), chain))","parent_hash":"\(parent)",
            "block_number":\(number),"new_root":"0x1","timestamp":\(1_767_225_600 + 10 * number),"sequencer_address":"0x1000",
            "starknet_version":"0.14.4","transactions":[\(rows.joined(separator: ","))]}
            """
    }
}

/// An explorer over a recorded node, with a clock that the test sets.
final class TestSite: Sendable {
    let node: RecordedNode
    let index: ExplorerIndex
    let health: SourceHealth
    let follower: ChainFollower
    let router: ExplorerRouter
    let clock: Clock

    final class Clock: Sendable {
        let time: Mutex<UInt64>
        init(_ time: UInt64) { self.time = Mutex(time) }
    }

    static let start: UInt64 = 1_767_225_600

    init(
        _ node: RecordedNode, verifier: LoadedVerifier? = nil, index: ExplorerIndex? = nil, pinnedGenesis: String? = nil
    ) throws {
        let clock = Clock(TestSite.start + 30)
        let now: @Sendable () -> UInt64 = { clock.time.withLock { $0 } }
        self.node = node
        self.clock = clock
        self.index = try index ?? ExplorerIndex(path: ":memory:")
        health = SourceHealth(nodeAnswered: try self.index.fact("seen").flatMap { UInt64($0) }, now: now)
        let watched = WatchedNode(node: node, health: health)
        let proofs = ProofFollower(index: self.index, source: node, health: health)
        follower = ChainFollower(
            index: self.index, node: watched, proofs: proofs, health: health, log: Logger(part: "test", level: .error),
            pinnedGenesis: pinnedGenesis, now: now)
        router = ExplorerRouter(
            index: self.index, node: watched, bundles: node, proofs: proofs, verifier: verifier, health: health,
            chainID: "SN_TEST", log: Logger(part: "test", level: .error), now: now)
    }

    /// Follows until nothing is waiting.
    func follow() { while follower.step() {} }

    func advance(seconds: UInt64) { clock.time.withLock { $0 += seconds } }

    func get(_ path: String, _ query: [String: String] = [:]) -> (status: Int, text: String) {
        let answer = router.respond(path: path, query: query)
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    static let verifier = LoadedVerifier(module: [0], configuration: [7])

    /// A chain of three blocks with a transaction each, its classes, and a proof of block 1.
    static func example(
        bundles: [UInt64: BundleAnswer] = [:], verifier: LoadedVerifier? = nil, more: [String: String] = [:]
    ) throws -> TestSite {
        var answers = RecordedNode.chain([1, 1, 1])
        for address in ["0x64", "0x99"] {
            answers["starknet_getClassHashAt \(ExplorerRouter.latest(address, "contract_address"))"] = "\"0x77\""
        }
        answers["starknet_getNonce"] = "\"0x5\""
        answers["starknet_traceTransaction"] = """
            {"validate_invocation":{"contract_address":"0x99","entry_point_selector":"0x5","calldata":["0x1"],"class_hash":"0x77",
            "result":["0x2"],"calls":[],"is_reverted":false},"execute_invocation":{"revert_reason":"no"}}
            """
        answers["starknet_getClass \(ExplorerRouter.latest("0x77", "class_hash"))"] = """
            {"sierra_program":["0x1","0x2"],"entry_points_by_type":{"EXTERNAL":[{}],"L1_HANDLER":[],"CONSTRUCTOR":[]},
            "abi":"[{\\"type\\":\\"function\\",\\"name\\":\\"<script>x</script>\\",\\"inputs\\":[],\\"outputs\\":[]},
            {\\"type\\":\\"function\\",\\"name\\":\\"twice\\",\\"inputs\\":[{\\"name\\":\\"n\\",\\"type\\":\\"core::felt252\\"}],
            \\"outputs\\":[{\\"type\\":\\"core::integer::u64\\"}],\\"state_mutability\\":\\"view\\"}]"}
            """
            .replacingOccurrences(of: "\n", with: "")
        answers.merge(more) { $1 }
        let node = RecordedNode(
            answers: answers, proofs: [1: ProofStatus(.stored, lagSeconds: 51, bytes: 4096)], bundles: bundles)
        let site = try TestSite(node, verifier: verifier)
        site.follow()
        return site
    }
}
