import CommandLines
import Glibc
import Testing

@Suite struct StandardOutputTests {
    @Test func `what does not arrive is no success, however late it shows`() throws {
        let full = try #require(fopen("/dev/full", "w"))
        defer { fclose(full) }
        #expect(StandardOutput.failure(of: full) == nil)
        fputs("a line that stays in the buffer\n", full)
        #expect(StandardOutput.failure(of: full) == "standard output: No space left on device")
        // The error stays with the file.
        #expect(StandardOutput.failure(of: full) != nil)
        let null = try #require(fopen("/dev/null", "w"))
        defer { fclose(null) }
        fputs("a line\n", null)
        #expect(StandardOutput.failure(of: null) == nil)
    }
}
