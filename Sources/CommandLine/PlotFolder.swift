internal import Bytes
internal import Glibc
internal import Statistics

/// Writes plots into a folder, one file each, under their names.
enum PlotFolder {
    /// - Parameter source: the name of the capture.
    static func write(
        _ plots: [StatisticsPlot], of source: String, to path: String
    ) throws(UsageError) {
        if unsafe mkdir(path, 0o777) != 0, errno != EEXIST {
            throw UsageError("--plot \(path): \(SystemError.text(errno))")
        }
        for plot in plots {
            let file = "\(path)/\(plot.name).svg"
            let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw UsageError("\(file): \(SystemError.text(errno))") }
            var output = OutputFile(descriptor: descriptor)
            PlotSVG.write(plot, source: source, to: &output)
            close(descriptor)
            if output.failure != 0 {
                throw UsageError("\(file): \(SystemError.text(output.failure))")
            }
        }
        if plots.isEmpty { Messages.say("--plot \(path): there is nothing to draw") }
    }
}
