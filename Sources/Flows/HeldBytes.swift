/// How many bytes all connections of a run hold back together.
///
/// An object, so that what belongs to one connection can give back its share when it goes.
final class HeldBytes {
    private(set) var count = 0

    func add(_ byteCount: Int) { count += byteCount }
    func remove(_ byteCount: Int) { count -= byteCount }
}
