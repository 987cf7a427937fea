/// A dictionary that forgets what was put in first once it is full.
struct BoundedTable<Key: Hashable, Value> {
    private let countMax: Int
    private var values: [Key: Value] = [:]
    /// A ring of all keys once it is full; ``oldest`` is the next one to go.
    private var keys: [Key] = []
    private var oldest = 0

    init(countMax: Int) {
        precondition(countMax > 0, "a table holds something")
        self.countMax = countMax
    }

    var count: Int { values.count }

    subscript(key: Key) -> Value? {
        get { values[key] }
        set {
            guard let newValue, values.updateValue(newValue, forKey: key) == nil else { return }
            if keys.count < countMax { return keys.append(key) }
            values[keys[oldest]] = nil
            keys[oldest] = key
            oldest = (oldest + 1) % countMax
        }
    }
}
