import Foundation
import Testing

@testable import CommandLines

struct InstalledFilesTests {
    private func files(_ executable: String, _ environment: [String: String] = [:]) -> InstalledFiles {
        InstalledFiles(program: "star", executable: executable, environment: environment)
    }

    @Test func `in a checkout files are those of the package that was built`() {
        let files = files("/home/a/src/.build/x86_64-unknown-linux-gnu/release/star")
        #expect(files.layout == .checkout(root: "/home/a/src"))
        #expect(files.path(installed: "m.wasm", checkout: ".build/wasm/m.wasm") == "/home/a/src/.build/wasm/m.wasm")
        #expect(files.stateFolder == "/home/a/src")
    }

    @Test func `an installed program has its files beside it`() {
        let files = files("/usr/bin/star", ["HOME": "/home/a"])
        #expect(files.path(installed: "m.wasm", checkout: ".build/wasm/m.wasm") == "/usr/share/star/m.wasm")
        #expect(files.stateFolder == "/home/a/.local/state/star")
        #expect(self.files("/usr/bin/star", ["XDG_STATE_HOME": "/s", "HOME": "/h"]).stateFolder == "/s/star")
        #expect(self.files("/usr/bin/star", ["XDG_STATE_HOME": "relative", "HOME": "/h"]).stateFolder.hasPrefix("/h/"))
    }

    /// An archive that is unpacked somewhere below a build folder is an installation all the same.
    @Test func `files beside the program win over the checkout around it`() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("star-\(UUID())/.build/stage")
        defer { try? FileManager.default.removeItem(at: root.deletingLastPathComponent().deletingLastPathComponent()) }
        let share = root.appendingPathComponent("share/star")
        try FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
        #expect(files(root.path + "/bin/star").layout == .installed(share: share.path))
    }

    @Test func `the program's own place does not depend on the working directory`() {
        #expect(InstalledFiles.ownExecutable.hasPrefix("/"))
        #expect(FileManager.default.fileExists(atPath: InstalledFiles.ownExecutable))
    }
}
