import BlockBundling
import BlockVerifying
import CommandLines
import FiniteFields
import JSONCoding
import ProofStorage
import StarknetClient

/// What `starling proofs` does with a whole store.
extension Commands {
    static func list(_ store: any ProofStore, isJSON: Bool) throws -> ExitStatus {
        var count = 0, bytes: UInt64 = 0
        try store.forEachProof { proof in
            (count, bytes) = (count + 1, bytes + proof.byteCount)
            guard let name = ProofName(proof.name) else { return }
            if isJSON {
                printJSON { w in
                    w.field("block", integer: name.block)
                    w.field("block_hash", string: name.hash.hex)
                    w.field("name", string: proof.name)
                    w.field("bytes", integer: proof.byteCount)
                }
            } else {
                print("  block \(name.block)  \(proof.byteCount) bytes  \(proof.name)")
            }
        }
        if !isJSON { print("\(count) proofs, \(bytes) bytes, in \(store.location)") }
        return .success
    }

    /// Reads every proof, compares it with its name, and verifies it where a node is named. What is wrong is printed, one line
    /// each, and makes the exit status 1.
    static func check(
        _ store: any ProofStore, _ configuration: VerifierConfiguration, _ arguments: Arguments
    ) throws -> ExitStatus {
        let reader = arguments.string("rpc").map {
            ProofReader(configuration: configuration, fetcher: BundleFetcher(client: RPCClient($0)), store: store)
        }
        var count = 0, problems: [String] = []
        try store.forEachProof { proof in
            count += 1
            do throws(ProofStoreError) {
                let content = try store.checkedContent(named: proof.name)
                guard let reader, let name = ProofName(proof.name) else { return }
                do throws(ProofReader.Failure) {
                    _ = try reader.verify(name, content)
                } catch { problems.append("\(proof.name): \(error)") }
            } catch { problems.append("\(error)") }
        }
        let sound = count - problems.count
        let meaning =
            reader == nil ? "have the content that their names say" : "were verified against the node's blocks"
        if arguments.flag("json") {
            printJSON { w in
                w.field("proofs", integer: count)
                w.field("sound", integer: sound)
                w.field("verified", bool: reader != nil)
                w.key("problems")
                w.array(problems) { w, problem in w.string(problem) }
            }
        } else {
            for problem in problems { print("  \(problem)") }
            print("\(sound) of \(count) proofs in \(store.location) \(meaning)")
        }
        return problems.isEmpty ? .success : .failure
    }

    static func copy(_ source: any ProofStore, to target: any ProofStore, isJSON: Bool) throws -> ExitStatus {
        let copy = try ProofCopy(from: source, to: target)
        if isJSON {
            printJSON { w in
                w.field("copied", integer: copy.copied)
                w.field("bytes", integer: copy.bytes)
                w.field("there_before", integer: copy.kept)
                w.key("refused")
                w.array(copy.refused) { w, reason in w.string(reason) }
            }
        } else {
            for reason in copy.refused { print("  not copied: \(reason)") }
            print(
                "\(copy.copied) proofs, \(copy.bytes) bytes, copied to \(target.location) and read back; "
                    + "\(copy.kept) were there before")
        }
        return copy.refused.isEmpty ? .success : .failure
    }

    static func prune(_ store: any ProofStore, keeping count: Int, isJSON: Bool) throws -> ExitStatus {
        let removed = try ProofRetention.keepNewest(count, in: store)
        if isJSON {
            printJSON { w in w.field("removed", integer: removed) }
        } else {
            print("\(removed) proofs removed from \(store.location)")
        }
        return .success
    }
}
