import CasmModel
import FiniteFields

/// The structs of the data area: execution info with its parts, and segment arenas.
extension BlockProgramGenerator {
    /// `&block_info, &tx_info, caller, contract, selector`: one for a frame, its parts one for a block or transaction.
    mutating func executionInfo(of number: Int) -> DataArea.Place {
        let frame = drafts[number].recording
        let name = DataArea.Name.executionInfo(number)
        if let known = data.find(name) { return known }
        let block = data.felts(
            .blockInfo(isValidation: frame.isValidation), recording.context.cells(isValidation: frame.isValidation))
        let transaction = transactionInfo(seenBy: number)
        return data.region(
            name,
            [.pointer(block), .pointer(transaction), .felt(frame.caller), .felt(frame.address), .felt(frame.selector)])
    }

    /// One for a transaction, and one for each meta transaction inside it.
    private mutating func transactionInfo(seenBy number: Int) -> DataArea.Place {
        if let meta = drafts[number].meta {
            return info(meta.info, .metaInfo(meta.frame)) { .metaArray(frame: meta.frame, field: $0) }
        }
        let index = drafts[number].transaction
        return info(recording.transactions[index].info, .transactionInfo(index)) {
            .infoArray(transaction: index, field: $0)
        }
    }

    /// 19 cells; arrays lie before the struct, and empty ones point at it.
    private mutating func info(
        _ info: TransactionInfo, _ name: DataArea.Name, array: (Int) -> DataArea.Name
    ) -> DataArea.Place {
        if let known = data.find(name) { return known }
        let fields = info.fields
        var places: [DataArea.Place?] = []
        for (field, value) in fields.enumerated() {
            if case .array(let felts) = value, !felts.isEmpty {
                places.append(data.felts(array(field), felts))
            } else {
                places.append(nil)
            }
        }
        let own = DataArea.Place(base: .region(data.regions.count), offset: 0)
        var cells: [DataArea.Cell] = []
        for (field, value) in fields.enumerated() {
            switch value {
            case .felt(let felt): cells.append(.felt(felt))
            case .array(let felts):
                let place = places[field] ?? own
                cells.append(.pointer(place))
                cells.append(.pointer(place + felts.count))
            }
        }
        return data.region(name, cells)
    }

    /// Triples `(&infos, created, squashed)`, the first before the frame's pointer, and the infos
    /// `(start, end, finalization)`, whose first two cells are advice.
    mutating func layOutArena(_ arena: ArenaRecording, of number: Int) throws(BlockProgramError) {
        let count = arena.dictionarySizes.count
        guard arena.finalizations.count == count, arena.operations == 2 * count,
            arena.counts.count == arena.operations + 1,
            arena.counts.allSatisfy({ $0.created >= 0 && $0.squashed >= 0 }),
            arena.dictionarySizes.allSatisfy({ $0 >= 0 && $0 <= BlockProgramLimits.arrayMax })
        else { throw .arena(frame: number) }
        let infosPlace = DataArea.Place(base: .region(data.regions.count + 1), offset: 0)
        let triples = arena.counts.flatMap { step -> [DataArea.Cell] in
            [.pointer(infosPlace), .felt(Felt252(UInt64(step.created))), .felt(Felt252(UInt64(step.squashed)))]
        }
        let base = data.region(.arena(number), triples)
        let infos = data.region(
            .infos(number), arena.finalizations.flatMap { [.advice, .advice, .felt(Felt252(signed: Int64($0)))] })
        drafts[number].arena = (base, infos)
    }
}
