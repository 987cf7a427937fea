internal import CommandLine
internal import Glibc

exit(runEarshot(Array(Swift.CommandLine.arguments.dropFirst())))
