public import ConsensusEngine
import ConsensusWire
public import PeerNetworking
public import QuorumCertificates
public import ValidatorSigning
import WriteAheadLog

/// One validator of a running node: engine, links, keys and log, opened from its home.
///
/// ```swift
/// let host = try ValidatorHost(home: ValidatorHome(path: ".run/node0"), application: chain)
/// try host.start()
/// ```
public final class ValidatorHost: Sendable {
    /// What the host reports.
    public enum Notice: Sendable {
        case engine(EngineNotice)
        case network(NetworkNotice)
    }

    public let committee: Committee
    /// This validator's place in the committee.
    public let me: ValidatorIndex
    /// The engine, for its status.
    public let engine: any RunningEngine
    private let network: PeerNetwork
    private let links: NetworkLinks
    private let home: ValidatorHome
    private let settings: EngineSettings
    private let floor: Height?
    private let notify: @Sendable (Notice) -> Void

    /// Opens a home and listens on the committee's address for this validator. `floor` restores the right to sign
    /// above a height when the signing journal was lost. `listenHost` overrides the committee's host for listening,
    /// such as 0.0.0.0 in a container.
    public init(
        home: ValidatorHome, application: any ApplicationBlocks, settings: EngineSettings = EngineSettings(),
        listenHost: String? = nil, floor: Height? = nil, notify: @escaping @Sendable (Notice) -> Void = { _ in }
    ) throws(HostError) {
        let committee = try home.committee()
        let identity = try ValidatorHost.identity(home)
        guard let me = committee.index(ofLinkPin: identity.pin) else { throw .notInCommittee(home.path) }
        self.committee = committee
        self.me = me
        self.home = home
        self.settings = settings
        self.floor = floor
        self.notify = notify
        let links = NetworkLinks(count: committee.members.count, me: me.value)
        guard let choice = ConsensusChoice(name: committee.consensus) else {
            throw .badCommittee("this program knows no consensus algorithm '\(committee.consensus ?? "")'")
        }
        let engine = choice.makeEngine(committee, application, links)
        self.engine = engine
        self.links = links
        do {
            network = try PeerNetwork(
                identity: identity, me: me.value,
                peers: committee.members.map { PeerAddress(pin: $0.linkPin, host: $0.host, port: $0.port) },
                listenHost: listenHost ?? committee.members[me.value].host,
                listenPort: committee.members[me.value].port,
                limits: ValidatorHost.limits, notify: { notify(.network($0)) }
            ) { peer in
                let inbox = engine.makeInbox(for: ValidatorIndex(peer))
                return LinkSession(greeting: engine.helloFrame) { frame in
                    do {
                        try inbox.receive(frame)
                        return nil
                    } catch {
                        return "\(error)"
                    }
                }
            }
        } catch {
            throw .network(error)
        }
        links.connect(network)
    }

    private static var limits: NetworkLimits {
        var limits = NetworkLimits()
        limits.frameBytesMax = WireLimits.frameBytesMax
        return limits
    }

    private static func identity(_ home: ValidatorHome) throws(HostError) -> LinkIdentity {
        let key: SecretKey
        do { key = try SecretKey.load(path: home.linkKeyPath) } catch { throw .signing(error) }
        do { return try LinkIdentity(key: key) } catch { throw .network(error) }
    }

    /// Takes the signing lock, restores the engine from its log, and joins the network.
    public func start() throws(HostError) {
        let signer: ValidatorSigner<LogFile>
        do {
            signer = try ValidatorSigner(
                keyPath: home.votingKeyPath, journalPath: home.journalPath, domain: committee.signingDomain,
                floor: floor
            )
        } catch {
            throw .signing(error)
        }
        guard committee.members[me.value].votingKey == signer.publicBytes else { throw .notInCommittee(home.path) }
        let log: RecordLog<LogFile>
        do {
            log = try RecordLog(try LogFile(path: home.logPath), recordBytesMax: WireLimits.recordBytesMax)
        } catch {
            throw .log(error)
        }
        do {
            try engine.start(signer: signer, log: log, settings: settings) { [notify] in notify(.engine($0)) }
        } catch {
            throw .application("\(error)")
        }
        network.start()
    }

    /// The validators that are connected now.
    public var connectedPeers: [Int] { network.connected }

    /// Ends the links and stops the engine. When this returns, the application is not called any more, and port, log and
    /// journal are free.
    public func stop() {
        network.stop()
        links.connect(nil)
        engine.stop()
    }
}
