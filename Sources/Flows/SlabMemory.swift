internal import Glibc

/// Memory for the chunks of a slab: a little at a time first, then in regions that the system is
/// asked to map by large pages.
///
/// With many connections each packet touches memory that no packet touched for long.  By pages of
/// 4 KiB the processor has to look up where each of them lies, which cost a sixth of the time; by
/// pages of 2 MiB it knows them all.
@safe
struct SlabMemory: ~Copyable {
    private var pieces: [UnsafeMutableRawPointer] = unsafe []
    private var regions: [UnsafeMutableRawPointer] = unsafe []
    /// How much of the last region is given out.
    private var usedByteCount = 0
    private var smallByteCount = 0

    static var regionByteCount: Int { 2 << 20 }
    /// How much is taken piece by piece before the first region: most captures need no more.
    static var smallByteCountMax: Int { 512 << 10 }
    private static var lineByteCount: Int { 64 }

    deinit {
        for index in unsafe pieces.indices { unsafe pieces[index].deallocate() }
        for index in unsafe regions.indices { unsafe munmap(regions[index], Self.regionByteCount) }
    }

    /// Memory that begins with a cache line, and stays as long as this value.
    @unsafe
    mutating func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        let rounded = (byteCount + Self.lineByteCount - 1) & ~(Self.lineByteCount - 1)
        if smallByteCount < Self.smallByteCountMax || rounded > Self.regionByteCount {
            return unsafe allocatePiece(rounded)
        }
        if unsafe regions.isEmpty || usedByteCount + rounded > Self.regionByteCount {
            guard let region = unsafe Self.mapRegion() else { return unsafe allocatePiece(rounded) }
            unsafe regions.append(region)
            usedByteCount = 0
        }
        defer { usedByteCount += rounded }
        return unsafe regions[regions.count - 1] + usedByteCount
    }

    @unsafe
    private mutating func allocatePiece(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let piece = UnsafeMutableRawPointer.allocate(
            byteCount: byteCount, alignment: Self.lineByteCount)
        unsafe pieces.append(piece)
        smallByteCount += byteCount
        return unsafe piece
    }

    /// A region that begins where a large page can: cut out of twice as much.
    private static func mapRegion() -> UnsafeMutableRawPointer? {
        let mapped = unsafe mmap(
            nil, 2 * regionByteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
        let address = UInt(bitPattern: mapped)
        let before = Int(
            (UInt(regionByteCount) &- address % UInt(regionByteCount)) % UInt(regionByteCount))
        let region = unsafe mapped + before
        if before > 0 { unsafe munmap(mapped, before) }
        unsafe munmap(region + regionByteCount, regionByteCount - before)
        // A system without large pages says no, and all goes on as before.
        _ = unsafe madvise(region, regionByteCount, Int32(MADV_HUGEPAGE))
        return unsafe region
    }
}
