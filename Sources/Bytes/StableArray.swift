/// A fixed number of values that stay where they are, each cache line's worth of them in one line.
///
/// For what is changed in place, again and again.  Neither an `Array`, whose elements are copied to
/// be lent, nor an `InlineArray`, which is copied whole for an element and with the value it is in.
@frozen
@safe
public struct StableArray<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    public let count: Int

    public init(repeating element: Element, count: Int) {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
        unsafe base = memory.initializeMemory(as: Element.self, repeating: element, count: count)
        self.count = count
    }

    deinit { unsafe base.deallocate() }

    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always)
        unsafeAddress {
            precondition(index >= 0 && index < count)
            return unsafe UnsafePointer(base + index)
        }
        @inline(__always)
        unsafeMutableAddress {
            precondition(index >= 0 && index < count)
            return unsafe base + index
        }
    }

    /// Where an element is: to have it fetched, not to be read.
    @inlinable @inline(__always)
    @unsafe
    public func address(of index: Int) -> UnsafeRawPointer {
        precondition(index >= 0 && index < count)
        return unsafe UnsafeRawPointer(base + index)
    }
}
