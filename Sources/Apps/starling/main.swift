import CommandLines
import Glibc

exit(Commands.table.run(Array(CommandLine.arguments.dropFirst())).rawValue)
