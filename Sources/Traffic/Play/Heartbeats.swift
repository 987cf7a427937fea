/// Signs of life for another end that takes silence for death.
struct Heartbeats {
    /// After so many the play has come to a halt.
    static var countMax: Int { 1000 }

    /// Seconds after which something has to be said; nil: nobody minds.
    var interval: Double?
    private var lastSaid = 0.0
    private var count = 0

    /// Something was said: the next sign has time.
    mutating func said(at now: Double) { lastSaid = now }

    /// Whether a sign is due.  Has the stage's ``TimerID/pulse`` fire when that is to be asked again.
    mutating func isDue(_ stage: Stage) -> Bool {
        guard let interval, count <= Self.countMax else { return false }
        stage.actions.fire(.pulse, after: interval / 2)
        guard stage.actions.now - lastSaid >= interval else { return false }
        count += 1
        return true
    }
}
