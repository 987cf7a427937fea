/// Which protocols packets are made of, one in the other: a node for each way to one.
public struct ProtocolHierarchy: Sendable {
    public struct Node: Sendable {
        public let name: StaticString
        /// The packets that it is in.
        public var count = TrafficCount()
        /// Those in which nothing follows.
        public var end = TrafficCount()
        /// How many messages of it there were.
        public var messageCount = 0
        fileprivate(set) var packetNumber = -1
        fileprivate var firstChild: Int32 = -1
        fileprivate var lastChild: Int32 = -1
        fileprivate var next: Int32 = -1
    }

    /// What all packets begin with.
    public static var root: Int { 0 }
    /// Of what is in a node when there are more, nothing is told apart.
    public static var nodeCountMax: Int { 1 << 16 }

    public private(set) var nodes = [Node(name: "")]
    public private(set) var isIncomplete = false

    public init() {}

    /// The node of a protocol below another one.
    public mutating func child(_ name: StaticString, of parent: Int) -> Int {
        var child = nodes[parent].firstChild
        while child >= 0 {
            if nodes[Int(child)].name.isSame(as: name) { return Int(child) }
            child = nodes[Int(child)].next
        }
        guard nodes.count < Self.nodeCountMax else {
            isIncomplete = true
            return parent
        }
        let number = Int32(nodes.count)
        nodes.append(Node(name: name))
        let last = nodes[parent].lastChild
        if last >= 0 { nodes[Int(last)].next = number } else { nodes[parent].firstChild = number }
        nodes[parent].lastChild = number
        return Int(number)
    }

    /// Counts a packet with a protocol below another one.
    public mutating func enter(_ name: StaticString, below parent: Int, _ byteCount: Int) -> Int {
        let node = child(name, of: parent)
        nodes[node].count.add(byteCount)
        return node
    }

    /// All nodes but the root, each before those in it, in the order in which they came.
    public func depthFirst() -> [(node: Node, depth: Int)] {
        var list: [(Node, Int)] = []
        var stack: [(node: Int32, depth: Int)] = [(nodes[Self.root].firstChild, 0)]
        while let (number, depth) = stack.popLast() {
            guard number >= 0 else { continue }
            let node = nodes[Int(number)]
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
