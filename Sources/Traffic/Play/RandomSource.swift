/// Random numbers that are the same for the same seed (SplitMix64).
public struct RandomSource: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A source of its own, which what is drawn here later does not change.
    mutating func fork() -> RandomSource { RandomSource(seed: next()) }

    /// From 0 up to, but without, 1.
    public mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Whether something happens that happens so often.
    public mutating func happens(_ probability: Double) -> Bool {
        probability > 0 && fraction() < probability
    }

    public mutating func number(in range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
    }

    /// Lowercase hexadecimal digits, as in the names that programs make up.
    public mutating func hexadecimal(_ count: Int) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = (0..<count).map { _ in digits[Int(next() >> 60)] }
        return String(decoding: text, as: UTF8.self)
    }
}
