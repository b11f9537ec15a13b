public import CairoMachine
public import JSONCoding
public import ZipReading

/// Why a file is no PIE.
public enum CairoPieError: Error, Equatable, Sendable {
    case archive(ZipError)
    case json(file: String, JSONError)
    /// The memory is not whole cells.
    case memorySize
    /// A cell of the memory, by its place in the file, has an address or a value that there cannot be.
    case cell(Int)
    /// The program in the memory is not that of the metadata.
    case program
}

extension CairoPieError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .archive(let error): "\(error)"
        case .json(let file, let error): "\(file): \(error)"
        case .memorySize: "memory.bin has no whole number of cells of 40 bytes"
        case .cell(let index): "cell \(index) of memory.bin has an address or a value that there cannot be"
        case .program: "the program in memory.bin is not the one in metadata.json"
        }
    }
}

extension CairoPie {
    /// The most bytes of one of the archive's JSON parts.
    static let jsonBytesMax = 256 << 20
    /// The most bytes of its memory, at 40 a cell.
    static let memoryBytesMax = 1 << 30

    /// Reads the zip archive that cairo-vm and cairo-lang write (version 1). What builtins noted for themselves
    /// (`additional_data.json`) is not needed to run again.
    public init(archive bytes: some Collection<UInt8>) throws(CairoPieError) {
        let archive: ZipArchive
        do throws(ZipError) { archive = try ZipArchive(bytes) } catch { throw .archive(error) }
        try Self.read("version.json", of: archive) { json throws(JSONError) in
            let version = try json.member("cairo_pie")
            guard try version.string().hasPrefix("1.") else { throw version.mismatch("version 1") }
        }
        let metadata = try Self.read("metadata.json", of: archive) { json throws(JSONError) in
            try CairoPieMetadata(json: json)
        }
        let steps = try Self.read("execution_resources.json", of: archive) { json throws(JSONError) in
            try json.member("n_steps").integer(UInt64.self)
        }
        let memory = try Self.content("memory.bin", of: archive, bytesMax: Self.memoryBytesMax)
        self.init(
            program: metadata.program, main: metadata.main, builtins: metadata.builtins,
            cells: try metadata.cells(of: memory), segmentCount: UInt64(metadata.sizes.count), steps: steps)
    }

    private static func content(
        _ name: String, of archive: ZipArchive, bytesMax: Int
    ) throws(CairoPieError) -> [UInt8] {
        do throws(ZipError) { return try archive.entry(name, bytesMax: bytesMax) } catch { throw .archive(error) }
    }

    private static func read<T>(
        _ name: String, of archive: ZipArchive, _ read: (JSONValue) throws(JSONError) -> T
    ) throws(CairoPieError) -> T {
        let bytes = try content(name, of: archive, bytesMax: jsonBytesMax)
        do throws(JSONError) {
            return try read(JSONDocument(bytes, limits: .localFile).root)
        } catch {
            throw .json(file: name, error)
        }
    }
}
