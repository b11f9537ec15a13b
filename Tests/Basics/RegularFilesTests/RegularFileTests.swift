import Foundation
import RegularFiles
import Testing

@Suite struct RegularFileTests {
    /// On the old code, which opened whatever was there, this did not return.
    @Test func `a named pipe is refused at once, whoever may write into it`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let pipe = folder + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        for (path, flags) in [
            (pipe, O_RDONLY), (pipe, O_RDWR | O_CREAT), (folder, O_RDONLY), ("/dev/null", O_WRONLY),
        ] {
            #expect(RegularFile.open(path, flags, mode: 0o600) == -1)
            #expect(RegularFile.reason(errno) == "this is no regular file")
        }
        #expect(RegularFile.open(folder + "/none", O_RDONLY) == -1)
        #expect(errno == ENOENT && RegularFile.reason(errno) == "No such file or directory")
        let file = RegularFile.open(folder + "/new", O_RDWR | O_CREAT, mode: 0o600)
        #expect(file >= 0)
        close(file)
    }
}
