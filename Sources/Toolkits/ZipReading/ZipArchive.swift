import CZip

/// Why an archive or an entry of it cannot be read.
public enum ZipError: Error, Equatable, Sendable {
    /// The bytes are no archive, in libzip's words.
    case notAnArchive(String)
    /// The archive has no entry of this name.
    case missing(name: String)
    /// An entry is larger than its reader allows.
    case tooLarge(name: String, max: Int)
    /// An entry's content is damaged, encrypted, or compressed in a way that is not known.
    case damaged(name: String)
}

extension ZipError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAnArchive(let reason): "no zip archive: \(reason)"
        case .missing(let name): "the archive has no \(name)"
        case .tooLarge(let name, let max): "\(name) in the archive has more than \(max) bytes"
        case .damaged(let name): "\(name) in the archive cannot be read"
        }
    }
}

/// A zip archive in memory, by libzip. Used by one thread.
public final class ZipArchive {
    private let archive: OpaquePointer
    /// What libzip reads from, for as long as the archive is open.
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Opens an archive; checks that the directory is consistent.
    public init(_ content: some Collection<UInt8>) throws(ZipError) {
        // libzip takes nothing for an archive without entries.
        guard !content.isEmpty else { throw .notAnArchive("it is empty") }
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: content.count)
        _ = bytes.initialize(from: content)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else {
            bytes.deallocate()
            throw .notAnArchive(String(cString: zip_error_strerror(&error)))
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) else {
            zip_source_free(source)
            bytes.deallocate()
            throw .notAnArchive(String(cString: zip_error_strerror(&error)))
        }
        self.archive = archive
        self.bytes = bytes
    }

    deinit {
        zip_discard(archive)
        bytes.deallocate()
    }

    /// The content of an entry of at most `bytesMax` bytes; its checksum is compared.
    public func entry(_ name: String, bytesMax: Int) throws(ZipError) -> [UInt8] {
        let index = zip_name_locate(archive, name, 0)
        guard index >= 0 else { throw .missing(name: name) }
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else { throw .damaged(name: name) }
        defer { zip_fclose(file) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = zip_fread(file, &chunk, UInt64(chunk.count))
            guard count >= 0, count <= chunk.count else { throw .damaged(name: name) }
            if count == 0 { return content }
            guard Int(count) <= bytesMax - content.count else { throw .tooLarge(name: name, max: bytesMax) }
            content.append(contentsOf: chunk[..<Int(count)])
        }
    }
}
