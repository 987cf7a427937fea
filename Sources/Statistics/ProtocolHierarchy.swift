/// Which protocols packets are made of, one in the other: a node for each way to one.
///
/// A packet is counted where it ends, which is all that is done for each.
public struct ProtocolHierarchy: Sendable {
    public struct Node: Sendable {
        public let name: StaticString
        /// The packets that it is in; known by ``depthFirst()``.
        public var count = TrafficCount()
        /// Those in which nothing follows.
        public var end = TrafficCount()
        /// How many messages of it there were.
        public var messageCount = 0
        fileprivate let parent: Int32
        fileprivate var firstChild: Int32 = -1
        fileprivate var lastChild: Int32 = -1
        fileprivate var next: Int32 = -1

        fileprivate init(_ name: StaticString, parent: Int32) {
            self.name = name
            self.parent = parent
        }
    }

    /// What all packets begin with.
    public static var root: Int { 0 }
    /// More nodes are not told apart from those that they are in.
    public static var nodeCountMax: Int { 1 << 16 }

    private var nodes = [Node("frame", parent: -1)]
    public private(set) var isIncomplete = false

    public init() {}

    /// The node of a protocol below another one.
    public mutating func child(_ name: StaticString, of parent: Int) -> Int {
        var child = nodes[parent].firstChild
        while child >= 0 {
            if nodes[Int(child)].name.isSame(as: name) { return Int(child) }
            child = nodes[Int(child)].next
        }
        return insert(name, below: parent)
    }

    @inline(never)
    private mutating func insert(_ name: StaticString, below parent: Int) -> Int {
        guard nodes.count < Self.nodeCountMax else {
            isIncomplete = true
            return parent
        }
        let number = Int32(nodes.count)
        nodes.append(Node(name, parent: Int32(parent)))
        let last = nodes[parent].lastChild
        if last >= 0 { nodes[Int(last)].next = number } else { nodes[parent].firstChild = number }
        nodes[parent].lastChild = number
        return Int(number)
    }

    /// Counts a packet in which nothing follows a node.
    @inline(__always)
    public mutating func end(_ node: Int, _ byteCount: Int) { nodes[node].end.add(byteCount) }

    @inline(__always)
    mutating func countMessage(_ node: Int) { nodes[node].messageCount &+= 1 }

    /// All nodes, the root first and each before those in it, in the order in which they came.
    public func depthFirst() -> [(node: Node, depth: Int)] {
        var summed = nodes
        for index in summed.indices { summed[index].count = summed[index].end }
        // A node comes behind the one that it is in.
        for index in summed.indices.dropFirst().reversed() {
            summed[Int(summed[index].parent)].count += summed[index].count
        }
        var list: [(Node, Int)] = []
        var stack: [(node: Int32, depth: Int)] = [(Int32(Self.root), 0)]
        while let (number, depth) = stack.popLast() {
            guard number >= 0 else { continue }
            let node = summed[Int(number)]
            list.append((node, depth))
            stack.append((node.next, depth))
            stack.append((node.firstChild, depth + 1))
        }
        return list
    }
}

extension StaticString {
    /// Names are mostly the same object; if not, their bytes tell.
    @inline(__always)
    func isSame(as other: StaticString) -> Bool {
        if unsafe utf8Start == other.utf8Start { return true }
        return isEqual(to: other)
    }

    @inline(never)
    private func isEqual(to other: StaticString) -> Bool {
        let count = utf8CodeUnitCount
        guard count == other.utf8CodeUnitCount else { return false }
        for index in 0..<count where unsafe utf8Start[index] != other.utf8Start[index] {
            return false
        }
        return true
    }
}
