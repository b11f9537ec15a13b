import LLVMBuilding
import NativeLayout
import SierraModel

/// Dictionaries: the runtime's; an entry is a pointer to its value.
extension FunctionGenerator {
    func dictionaries(_ libfunc: Libfunc, _ arguments: [[Value]]) throws(NativeRefusal) -> [[Value]]? {
        switch libfunc.operation {
        case .newDictionary: return [[], rare(.newDictionary, [], results: [.pointer])]
        case .dictionaryEntry:
            let dictionary = try single(arguments[0])
            let layout = try parent.layout(libfunc.branches[0].outputs[1].type)
            guard layout.size <= FunctionGenerator.entryBytesMax else { throw invalid }
            let value = rare(.dictionaryEntry, [dictionary, try single(arguments[1])], results: [.pointer])[0]
            return [[dictionary, value], code.load(layout, at: value)]
        case .finalizeEntry:
            guard arguments[0].count == 2 else { throw invalid }
            code.store(arguments[1], try parent.layout(libfunc.parameters[1]), at: arguments[0][1])
            return [[arguments[0][0]]]
        default:
            _ = rare(.squashDictionary, [try single(arguments[3])], results: [])
            return [[], [], [], arguments[3]]
        }
    }

    /// A squashed dictionary as an array of key, first and last value.
    func entries(_ cells: [Value], to array: TypeID) throws(NativeRefusal) -> [Value] {
        guard case .wrapper(let element) = types[array].kind, case .structure(let members) = types[element].kind,
            members.count == 3, members[1] == members[2]
        else { throw invalid }
        let value = try parent.layout(members[1])
        let whole = ValueLayout(members: [try parent.layout(members[0]), value, value])
        guard value.cells.count > 0, value.size <= FunctionGenerator.entryBytesMax else { throw invalid }
        let shape = [value.size, whole.offsets[1 + value.cells.count], whole.size]
        return rare(
            .dictionaryEntries, [try single(cells)] + shape.map { code.constant($0, .extent) },
            results: [.pointer, .extent])
    }

    /// What the runtime keeps for the value of a key.
    private static let entryBytesMax = 32
}
