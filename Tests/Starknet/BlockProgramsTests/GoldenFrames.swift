import BlockPrograms
import CasmModel
import FiniteFields
import Foundation

extension GoldenBlock {
    static func integer(_ value: Any) -> Int { (value as! NSNumber).intValue }

    static func location(_ value: Any) -> ArrayLocation {
        let parts = value as! [Any]
        switch parts[0] as! String {
        case "alloc": return .allocation(ordinal: integer(parts[1]), offset: integer(parts[2]))
        case "calldata": return .calldata(offset: integer(parts[1]))
        case "code": return .code(offset: integer(parts[1]))
        case "resp":
            guard let key = parts[1] as? [Any], let syscall = key[0] as? NSNumber else { return .elsewhere }
            return .response(systemCall: syscall.intValue, value: integer(key[1]), offset: integer(parts[2]))
        case "int": return .number(felt(parts[1]))
        default: return .elsewhere
        }
    }

    static func frame(_ json: [String: Any]) -> FrameRecording {
        let usage = (json["usage"] as! [String: Any]).map { name, count in
            BuiltinUsage(builtin: Builtin(name: name)!, instances: (count as! NSNumber).uint64Value)
        }
        let allocations = (json["alloc_data"] as! [String: [Any]]).map { ordinal, cells in
            // Pointers are written as text that is no felt.
            let content = cells.map {
                ($0 as? String).flatMap { Felt252(hex: $0) } ?? ($0 as? NSNumber).map { felt($0) }
            }
            return RecordedAllocation(
                ordinal: Int(ordinal)!, content: content,
                holdsPointers: zip(cells, content).contains { !($0 is NSNull) && $1 == nil })
        }
        var arena: ArenaRecording?
        if let item = json["arena"] as? [String: Any] {
            let n = integer(item["n"]!)
            // The files do not say in which order dictionaries were made and squashed; with one there is only one order.
            precondition(n == 1)
            arena = ArenaRecording(
                operations: integer(item["ops"]!),
                counts: [
                    .init(created: 0, squashed: 0), .init(created: 1, squashed: 0), .init(created: 1, squashed: 1),
                ],
                dictionarySizes: (item["dict_sizes"] as! [Any]).map(integer),
                finalizations: (item["finalization"] as! [Any]).map(integer))
        }
        let types: [String: EntryPointType] = [
            "EXTERNAL": .external, "L1_HANDLER": .l1Handler, "CONSTRUCTOR": .constructor,
        ]
        return FrameRecording(
            classHash: felt(json["class_hash"]!),
            type: types[json["entry_point_type"] as! String]!, selector: felt(json["selector"]!),
            offset: integer(json["offset"]!), builtins: (json["builtins"] as! [String]).map { Builtin(name: $0)! },
            address: felt(json["address"]!), caller: felt(json["caller"]!),
            isValidation: json["mode"] as! String == "validate", calldata: felts(json["calldata"]!),
            gasIn: (json["gas_in"] as! NSNumber).uint64Value, gasOut: (json["gas_out"] as! NSNumber).uint64Value,
            failed: integer(json["failed"]!) == 1,
            returned: RecordedArray(content: felts(json["retdata"]!), location: location(json["retdata_loc"]!)),
            usage: usage, steps: (json["steps"] as! NSNumber).uint64Value, allocations: allocations,
            systemCalls: (json["syscalls"] as! [[String: Any]]).map(syscall),
            arena: arena)
    }

    static func syscall(_ json: [String: Any]) -> SystemCallRecording {
        let response = json["response"] as! [String: Any]
        let request = (json["request"] as! [Any]).map { part -> SystemCallRecording.Request in
            guard let item = part as? [String: Any] else { return .felt(felt(part)) }
            if let handle = item["handle"] as? [Any] {
                return .handle(systemCall: integer(handle[0]), value: integer(handle[1]))
            }
            let array = RecordedArray(content: felts(item["content"]!), location: location(item["loc"]!))
            return item["has_end"] as! Bool ? .array(array) : .cells(array)
        }
        let values = (response["values"] as! [[String: Any]]).map { item -> SystemCallRecording.Response in
            switch item["kind"] as! String {
            case "f": .felt(felt(item["value"]!))
            case "A": .array(felts(item["value"]!))
            case "P": .cells(felts(item["value"]!))
            case "S": .point(felts(item["value"]!))
            default: .executionInfo
            }
        }
        let call = SystemCall.allCases.first { "\($0.name)" == json["name"] as! String }!
        return SystemCallRecording(
            call: call, gas: (json["gas"] as! NSNumber).uint64Value, request: request,
            gasLeft: (response["gas"] as! NSNumber).uint64Value, failed: integer(response["flag"]!) == 1,
            response: values, callee: (json["child"] as? NSNumber)?.intValue)
    }
}
