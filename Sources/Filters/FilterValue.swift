/// A value in the form in which it is compared.
enum FilterValue: BitwiseCopyable {
    /// Numbers, flags, times in nanoseconds, and the addresses of IPv4.
    case number(Int128)
    /// The address of IPv6.
    case wide(UInt128)
    /// All addresses whose bits under the mask are these.
    case network(UInt128, mask: UInt128)
    /// A place in the bytes that ``FilterValues`` keeps.
    case bytes(start: Int, end: Int)
    /// The same, in alphabetical order; of other bytes more are always greater than fewer.
    case text(start: Int, end: Int)
    /// The same with what follows in the packet: a layer is searched with all that it carries, and
    /// measured and cut without it.
    case layer(start: Int, headerEnd: Int, end: Int)
    /// It is there, and has no value.
    case present
}
