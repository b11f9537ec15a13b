public import Foundation

/// The files that come with a program, found by the program's own place: the working directory plays no part.
///
/// Installed, the program is `<prefix>/bin/NAME` and its files are in `<prefix>/share/NAME`. In a checkout it is somewhere
/// under `<root>/.build`, and its files are where the checkout has them.
public struct InstalledFiles: Sendable, Equatable {
    /// Where the program was found.
    public enum Layout: Sendable, Equatable {
        /// Built by SwiftPM in the package at `root`.
        case checkout(root: String)
        /// The folder with the program's files.
        case installed(share: String)
    }

    public let layout: Layout
    private let program: String
    private let environment: [String: String]

    /// The files of `program`, whose executable is at an absolute path without symbolic links: by default this process's own.
    public init(
        program: String, executable: String = InstalledFiles.ownExecutable,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.program = program
        self.environment = environment
        let folders = executable.split(separator: "/").dropLast()
        let share = "/" + (folders.dropLast() + ["share", Substring(program)]).joined(separator: "/")
        if let build = folders.lastIndex(of: ".build"), !FileManager.default.fileExists(atPath: share) {
            layout = .checkout(root: "/" + folders[..<build].joined(separator: "/"))
        } else {
            layout = .installed(share: share)
        }
    }

    /// Where a file or folder is, whether it exists or not: its path in the share folder, or in the checkout.
    public func path(installed: String, checkout: String) -> String {
        switch layout {
        case .checkout(let root): root + "/" + checkout
        case .installed(let share): share + "/" + installed
        }
    }

    /// Where the program keeps what it makes when nobody names a place: the checkout, or the user's folder for the state of
    /// programs (`$XDG_STATE_HOME/NAME`, `~/.local/state/NAME`).
    public var stateFolder: String {
        if case .checkout(let root) = layout { return root }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/" + program }
        return (environment["HOME"] ?? "/var/lib") + "/.local/state/" + program
    }

    /// The path of this process's executable, without symbolic links.
    public static var ownExecutable: String {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        // The kernel's mark of a file that was replaced while it runs.
        return path.map { $0.hasSuffix(" (deleted)") ? String($0.dropLast(10)) : $0 } ?? CommandLine.arguments[0]
    }
}
