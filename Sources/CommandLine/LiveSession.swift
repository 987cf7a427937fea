internal import Analysis
internal import Captures
internal import Glibc
internal import LiveCapture

/// Begins a capture in the order that matters: what only root may do first, then root is given up,
/// and then the first packet is looked at.
enum LiveSession {
    /// - Parameter ring: for whoever looks at packets.
    static func begin(
        _ options: LiveOptions, ring: PacketRing?
    ) throws(UsageError) -> RunningCapture {
        do throws(LiveError) {
            return try beginCapture(options, ring)
        } catch {
            throw UsageError(error)
        }
    }

    private static func beginCapture(
        _ options: LiveOptions, _ ring: PacketRing?
    ) throws(LiveError) -> RunningCapture {
        let user = try user(options.userName)
        let devices = try open(options)
        let interfaces = devices.map(\.interface)
        let plan = plan(options)
        // A ring makes files later on, so it makes the first one as it will make the others.
        let isEarly = plan?.ring == nil
        var files = isEarly ? try create(plan, interfaces, user) : nil
        try Privileges.drop(to: user)
        if !isEarly { files = try create(plan, interfaces, nil) }
        let recorder = Recorder(
            devices, files: files, ring: ring, conditions: options.stop,
            signals: try StopSignals())
        let names = devices.map(\.name).joined(separator: ", ")
        Messages.say("capturing on \(names)" + (user.map { " as user \($0.name)" } ?? ""))
        return try RunningCapture(recorder) { recording in
            // Who wants it to end twice does not wait for rows.
            let status = LiveReport.say(recording, options)
            Messages.say("ended before all packets were listed")
            _exit(status.rawValue)
        }
    }

    static func makeRing() throws(UsageError) -> PacketRing {
        do throws(CaptureError) { return try PacketRing() } catch { throw UsageError("\(error)") }
    }
}

// MARK: - Parts

extension LiveSession {
    /// Who root's process goes on as.
    private static func user(_ name: String?) throws(LiveError) -> Privileges.User? {
        if Privileges.isRoot { return try Privileges.user(name) }
        if let name { throw .privileges("-Z \(name): only root can go on as another user") }
        return nil
    }

    private static func open(_ options: LiveOptions) throws(LiveError) -> [CaptureDevice] {
        var devices: [CaptureDevice] = []
        for name in options.interfaces {
            let name = try CaptureInterface.name(name)
            if devices.contains(where: { $0.name == name }) { continue }
            devices.append(try CaptureDevice(name, options.device))
        }
        return devices
    }

    private static func plan(_ options: LiveOptions) -> CaptureFiles.Plan? {
        guard let path = options.recordPath else { return nil }
        var plan = CaptureFiles.Plan(path: path, application: Version.text)
        plan.format = OutputCapture.format(options.recordFormat ?? .pcapng)
        plan.ring = options.ring == RingConditions() ? nil : options.ring
        plan.byteCountMax = options.stop.byteCount
        plan.fileCountMax = options.stop.fileCount
        return plan
    }

    /// - Parameter user: who is to own the file; who nobody asked for owns nothing.
    private static func create(
        _ plan: CaptureFiles.Plan?, _ interfaces: [CaptureMetadata.Interface],
        _ user: Privileges.User?
    ) throws(LiveError) -> CaptureFiles? {
        guard let plan else { return nil }
        let owner = user.flatMap { $0.isChosen ? $0 : nil }
        return try CaptureFiles(plan, interfaces, owner: owner)
    }
}
