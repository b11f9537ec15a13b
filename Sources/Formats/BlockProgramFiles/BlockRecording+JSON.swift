public import BlockPrograms
import CasmModel
import FiniteFields
public import JSONCoding

extension BlockRecording {
    /// Reads a recording file: its members `block`, `classes` and `frames` (block program §9). Other members, such as
    /// a program that was made from it, are ignored.
    public init(json: JSONValue) throws(JSONError) {
        let block = try json.member("block"), chain = try block.member("chain")
        let context = RecordedContext(
            blockNumber: try chain.member("block_number").integer(), timestamp: try chain.member("timestamp").integer(),
            sequencer: try chain.member("sequencer").felt())
        let chainID = try chain.member("chain_id").felt()
        var frames: [RecordedFrame] = []
        for frame in try json.member("frames").array() {
            guard frames.count < BlockProgramLimits.framesMax else { throw frame.mismatch("within the frame limit") }
            frames.append(try RecordedFrame(json: frame))
        }
        let items = Array(try block.member("transactions").array())
        var transactions: [TransactionRecording] = []
        var first = 0
        for (index, item) in items.enumerated() {
            // Roots name frames by their number in the file; callees by their number in the transaction.
            let roots = try TransactionRecording.roots(json: item.member("roots"), first: first)
            var end = frames.count
            if index + 1 < items.count {
                guard let next = RecordedFrame.end(of: frames, from: first, roots: roots.count) else {
                    throw item.mismatch("a transaction with its frames")
                }
                end = next
            }
            transactions.append(
                TransactionRecording(
                    info: try TransactionInfo(json: item, chainID: chainID),
                    calldata: try item.member("calldata").felts(countMax: BlockProgramLimits.arrayMax), roots: roots,
                    frames: frames[first..<end].map(\.recording),
                    isReverted: try !item.member("reverted").isNull))
            first = end
        }
        self.init(context: context, transactions: transactions)
    }
}

/// A frame of the file with what only the file's own numbering needs.
struct RecordedFrame {
    var recording: FrameRecording
    var isRoot: Bool

    init(json: JSONValue) throws(JSONError) {
        recording = try FrameRecording(json: json)
        isRoot = try json.member("parent").isNull
    }

    /// Where the frames of the next transaction begin: at the root after the last of this one.
    static func end(of frames: [RecordedFrame], from first: Int, roots: Int) -> Int? {
        var seen = 0
        for index in first..<max(first, frames.count) where frames[index].isRoot {
            seen += 1
            if seen > roots { return index }
        }
        return nil
    }
}

extension TransactionRecording {
    static func roots(json: JSONValue, first: Int) throws(JSONError) -> [Root] {
        var roots: [Root] = []
        for root in try json.array() {
            let pair = Array(try root.array())
            guard pair.count == 2 else { throw root.mismatch("a kind and a frame") }
            let kind: Root.Kind
            switch try pair[0].string() {
            case "validate": kind = .validate
            case "execute": kind = .execute
            case "fee": kind = .fee
            case "constructor": kind = .constructor
            case "l1_handler": kind = .l1Handler
            default: throw pair[0].mismatch("a kind of outer call")
            }
            let (frame, overflow) = try pair[1].integer(Int.self).subtractingReportingOverflow(first)
            guard !overflow else { throw pair[1].mismatch("a frame number") }
            roots.append(Root(kind: kind, frame: frame))
        }
        return roots
    }
}

extension TransactionInfo {
    /// The fields of a version 3 transaction; nonce and tip as numbers or felts.
    init(json: JSONValue, chainID: Felt252) throws(JSONError) {
        let bounds = try json.member("bounds")
        var resources: [Felt252] = []
        for name in ["L1_GAS", "L2_GAS", "L1_DATA"] {
            let pair = try bounds.member(name)
            guard pair.count == 2, let label = Felt252(shortString: name) else {
                throw pair.mismatch("an amount and a price")
            }
            resources.append(label)
            for element in try pair.array() { resources.append(try element.numberOrFelt()) }
        }
        self.init(
            version: 3, account: try json.member("sender").felt(), signature: try json.member("signature").felts(),
            hash: try json.member("hash").felt(), chainID: chainID, nonce: try json.member("nonce").numberOrFelt(),
            resourceBounds: resources, tip: try json.member("tip").numberOrFelt())
    }
}

extension JSONValue {
    /// A felt as a hex string, or a number of at most 64 bits.
    func numberOrFelt() throws(JSONError) -> Felt252 {
        kind == .number ? Felt252(try integer(UInt64.self)) : try felt()
    }
}
