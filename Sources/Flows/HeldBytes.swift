/// How many bytes all connections of a run hold back together, and how many they may.
///
/// An object, so that what belongs to one connection can give back its share when it goes.
final class HeldBytes {
    let limits: FlowLimits
    private(set) var count = 0

    init(limits: FlowLimits) { self.limits = limits }

    func add(_ byteCount: Int) { count += byteCount }
    func remove(_ byteCount: Int) { count -= byteCount }
}
