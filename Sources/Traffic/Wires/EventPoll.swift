internal import Glibc

/// Tells which of many descriptors can be read or written.
struct EventPoll {
    struct Readiness {
        var token: Int
        var canRead: Bool
        var canWrite: Bool
    }

    private var places: [pollfd] = []
    private var tokens: [Int] = []
    private var indices: [Int: Int] = [:]

    /// - Parameter token: what ``wait(_:into:)`` calls the descriptor; each has its own.
    mutating func add(_ descriptor: Int32, token: Int, writes: Bool = false) {
        indices[token] = places.count
        tokens.append(token)
        places.append(pollfd(fd: descriptor, events: Self.events(true, writes), revents: 0))
    }

    mutating func change(_ token: Int, reads: Bool, writes: Bool) {
        if let index = indices[token] { places[index].events = Self.events(reads, writes) }
    }

    mutating func remove(_ token: Int) {
        guard let index = indices.removeValue(forKey: token) else { return }
        places.swapAt(index, places.count - 1)
        tokens.swapAt(index, tokens.count - 1)
        places.removeLast()
        tokens.removeLast()
        if index < tokens.count { indices[tokens[index]] = index }
    }

    private static func events(_ reads: Bool, _ writes: Bool) -> Int16 {
        Int16((reads ? POLLIN : 0) | (writes ? POLLOUT : 0))
    }

    /// Waits for milliseconds at most.
    mutating func wait(_ milliseconds: Int32, into ready: inout [Readiness]) {
        ready.removeAll(keepingCapacity: true)
        guard unsafe poll(&places, nfds_t(places.count), milliseconds) > 0 else { return }
        for (place, token) in zip(places, tokens) where place.revents != 0 {
            let bits = Int32(place.revents)
            let isGone = bits & (POLLERR | POLLHUP | POLLNVAL) != 0
            // Of what is not asked for only the end is told, and it is looked at where it is read.
            ready.append(
                Readiness(
                    token: token, canRead: isGone || bits & POLLIN != 0,
                    canWrite: isGone || bits & POLLOUT != 0))
        }
    }
}

extension TrafficError {
    init(bindingTo endpoint: Endpoint, _ number: Int32) {
        switch number {
        case EADDRINUSE:
            self.init("port \(endpoint.port) is in use; choose another with --port")
        case EACCES: self.init("port \(endpoint.port) is for root; choose another with --port")
        default: self.init("\(endpoint): \(TrafficError(systemError: number))")
        }
    }

    init(systemError number: Int32) {
        guard let text = unsafe strerror(number) else {
            self.init("system error \(number)")
            return
        }
        self.init(unsafe String(cString: text))
    }
}
