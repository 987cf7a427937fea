internal import Glibc

/// Memory of whole pages, which the system has back the moment it is not needed.
///
/// What `malloc` frees may stay with the process, behind a few bytes that something else keeps: a
/// thousand files read one behind the other took 200 MB that way.
@safe
struct PageMemory: ~Copyable {
    let base: UnsafeMutableRawPointer
    private let byteCount: Int

    init(byteCount: Int) throws(CaptureError) {
        let mapped = unsafe mmap(
            nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
            throw .system(errno)
        }
        unsafe base = mapped
        self.byteCount = byteCount
    }

    deinit {
        unsafe munmap(base, byteCount)
    }
}
