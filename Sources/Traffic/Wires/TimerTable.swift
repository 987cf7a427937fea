/// Which timers of which peers are set, so that one that was set anew or cancelled is known when
/// its old time comes.
struct TimerTable {
    struct Key: Hashable {
        var actor: Int
        var timer: TimerID
    }

    private var generations: [Key: Int] = [:]
    private var generationCount = 0

    /// - Returns: a number to compare when the time has come.
    mutating func set(_ key: Key) -> Int {
        generationCount += 1
        generations[key] = generationCount
        return generationCount
    }

    mutating func cancel(_ key: Key) { generations[key] = nil }

    /// Whether the timer is still set as it was; if so, it is not any more.
    mutating func take(_ key: Key, _ generation: Int) -> Bool {
        guard generations[key] == generation else { return false }
        generations[key] = nil
        return true
    }
}
