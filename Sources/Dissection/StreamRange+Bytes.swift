internal import Bytes

extension RawSpan {
    /// The bytes of a range that is counted from `offset`, or `nil` if they are not all here.
    @_lifetime(copy self)
    public func part(_ range: StreamRange, from offset: Int) -> RawSpan? {
        let (start, hasOverflowed) = range.offset.subtractingReportingOverflow(offset)
        guard !hasOverflowed, start >= 0, range.count >= 0, start <= byteCount,
            range.count <= byteCount - start
        else { return nil }
        return extracting(start..<(start + range.count))
    }
}
