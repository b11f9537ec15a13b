import FiniteFields

/// A named part of the data area (block program §16). The verifier never asks for it.
public struct DataRegion: Sendable, Equatable {
    /// What a region holds. Frames and transactions are numbered through the block.
    public enum Name: Hashable, Sendable {
        case calldata(transaction: Int)
        case frameCalldata(Int)
        case blockInfo(isValidation: Bool)
        case infoArray(transaction: Int, field: Int)
        case transactionInfo(Int)
        /// What is seen inside the meta transaction that a frame begins.
        case metaArray(frame: Int, field: Int)
        case metaInfo(Int)
        case executionInfo(Int)
        case transcript(Int)
        case request(frame: Int, systemCall: Int, item: Int)
        case response(frame: Int, systemCall: Int, item: Int)
        case allocation(frame: Int, ordinal: Int)
        case arena(Int)
        case infos(Int)
        case returned(Int)
    }

    public var name: Name
    public var range: CellRange
}

/// The data area under construction: named regions in order of creation. Offsets are known once all regions are.
struct DataArea {
    /// Who asked for a region. Equal names share one region.
    typealias Name = DataRegion.Name

    /// A place in a region, or in a class's bytecode.
    struct Place: Equatable {
        enum Base: Equatable {
            case region(Int)
            case classCode(Int)
        }
        var base: Base
        var offset: Int

        static func + (place: Place, distance: Int) -> Place {
            Place(base: place.base, offset: place.offset + distance)
        }
    }

    enum Cell: Equatable {
        case felt(Felt252)
        case pointer(Place)
        case advice
    }

    private(set) var regions: [[Cell]] = []
    private(set) var names: [Name] = []
    private var indices: [Name: Int] = [:]

    func find(_ name: Name) -> Place? { indices[name].map { Place(base: .region($0), offset: 0) } }

    /// The region of this name, made from `cells` when it is new.
    mutating func region(_ name: Name, _ cells: @autoclosure () -> [Cell]) -> Place {
        if let known = find(name) { return known }
        // The cells are made first: they may create regions of their own, which then lie before this one.
        let contents = cells()
        let index = regions.count
        indices[name] = index
        regions.append(contents)
        names.append(name)
        return Place(base: .region(index), offset: 0)
    }

    mutating func felts(_ name: Name, _ felts: [Felt252]) -> Place { region(name, felts.map(Cell.felt)) }

    func count(of place: Place) -> Int {
        if case .region(let index) = place.base { regions[index].count } else { 0 }
    }

    mutating func append(_ cell: Cell, to place: Place) {
        if case .region(let index) = place.base { regions[index].append(cell) }
    }

    /// Offset of every region, the first at `start`, and the end.
    func offsets(from start: Int) -> (regions: [Int], end: Int) {
        var offset = start
        var out: [Int] = []
        for region in regions {
            out.append(offset)
            offset += region.count
        }
        return (out, offset)
    }
}
