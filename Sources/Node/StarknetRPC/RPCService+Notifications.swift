import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import TransactionPool

extension RPCService {
    /// What a subscription is told of a block.
    func notifications(of news: BlockNews, for subscription: RPCSubscription) -> [[UInt8]] {
        guard subscription.finalities.contains(news.finality.rawValue) else { return [] }
        switch subscription.topic {
        case .status: return []
        case .heads:
            guard let header = news.header else { return [] }
            return [
                subscription.notification("starknet_subscriptionNewHeads") { w in
                    w.object { w in
                        header.header.writeMembers(
                            to: &w, hash: header.hash, commitments: subscription.version >= .v0_10)
                    }
                }
            ]
        case .events(let filter): return events(news, filter, subscription)
        case .transactions(let senders, let facts):
            return news.transactions.filter { Self.wants(senders, $0, news) }.map { entry in
                subscription.notification("starknet_subscriptionNewTransaction") { w in
                    w.object { w in
                        entry.transaction.writeMembers(
                            to: &w, hash: entry.hash, proofFacts: facts && entry.transaction.hasProofFacts)
                        w.field("finality_status", string: news.finality.rawValue)
                    }
                }
            }
        case .pending(let senders, let isWhole):
            return news.transactions.filter { Self.wants(senders, $0, news) && !news.toldBefore.contains($0.hash) }.map
            {
                entry in
                subscription.notification("starknet_subscriptionPendingTransactions") { w in
                    guard isWhole else { return w.felt(entry.hash) }
                    entry.transaction.write(to: &w, hash: entry.hash, proofFacts: false)
                }
            }
        case .receipts(let senders):
            return zip(news.transactions, news.receipts).filter { Self.wants(senders, $0.0, news) }.map {
                entry, receipt in
                subscription.notification("starknet_subscriptionNewTransactionReceipts") { w in
                    receipt.write(
                        to: &w, transaction: entry.transaction, finality: news.finality, place: news.place)
                }
            }
        }
    }

    private static func wants(
        _ senders: Set<ContractAddress>, _ entry: StoredTransaction, _ news: BlockNews
    ) -> Bool {
        !news.told.contains(entry.hash) && (senders.isEmpty || senders.contains(entry.transaction.sender))
    }

    private func events(_ news: BlockNews, _ filter: EventFilter, _ subscription: RPCSubscription) -> [[UInt8]] {
        var messages: [[UInt8]] = []
        for (index, receipt) in news.receipts.enumerated() where !news.told.contains(receipt.transactionHash) {
            for (eventIndex, event) in receipt.events.enumerated() where filter.matches(event) {
                let emitted = EmittedEvent(
                    event: event, transactionHash: receipt.transactionHash, transactionIndex: index,
                    eventIndex: eventIndex, block: news.header.map { ($0.hash, news.number) })
                messages.append(
                    subscription.notification("starknet_subscriptionEvents") { w in
                        w.object { w in
                            emitted.writeMembers(to: &w, version: subscription.version)
                            guard subscription.version > .v0_8 else { return }
                            w.field("finality_status", string: news.finality.rawValue)
                        }
                    })
            }
        }
        return messages
    }

    /// A transaction's status as JSON; nil when it is not known.
    func statusText(_ hash: Felt252, _ version: RPCVersion) -> [UInt8]? {
        var writer = JSONWriter()
        guard (try? writeStatus(of: hash, version, &writer)) != nil else { return nil }
        return writer.bytes
    }
}
