import DissectChat
import Packets
import Testing

@testable import Traffic

/// A chat server keeps within its limits, whatever its guests do.
@Suite struct ChatServerTests {
    /// A server whose guests are told of by hand.
    private final class Room {
        let server: ChatServer
        let actions = PeerActions(random: RandomSource(seed: 1))
        private var done: [PeerActions.Action] = []

        init(_ files: [ChatFile] = ChatFile.offered) {
            server = ChatServer(offering: files)
            server.start(actions)
        }

        func enter(from host: IPAddress = IPAddress(10, 0, 0, 1)) -> ConnectionID {
            let connection = actions.nextConnection()
            let route = Route(
                local: Endpoint(IPAddress(10, 0, 0, 9), ChatServer.port),
                remote: Endpoint(host, 40_000), isAccepted: true)
            server.connected(connection, route, actions)
            return connection
        }

        func join(_ name: String, from host: IPAddress = IPAddress(10, 0, 0, 1)) -> ConnectionID {
            let connection = enter(from: host)
            say(ChatMessage.join(name).encoded, on: connection)
            return connection
        }

        func say(_ bytes: [UInt8], on connection: ConnectionID) {
            server.received(bytes, on: connection, actions)
            server.fired(TimerID(3 + connection.number), actions)
            grantPorts()
        }

        /// The ports that the server asks for are free, but for some.
        func grantPorts(but taken: Set<UInt16> = []) {
            var asked = actions.takePending()
            while !asked.isEmpty {
                done += asked
                for case .bind(let socket, let port) in asked {
                    if taken.contains(port) {
                        server.refused(socket, at: port, actions)
                    } else {
                        server.bound(socket, at: port, actions)
                    }
                }
                asked = actions.takePending()
            }
        }

        func pass(_ seconds: Double) {
            actions.now += seconds
            server.fired(TimerID(2), actions)
            grantPorts()
        }

        /// What a guest was told since somebody asked last.
        func told(_ connection: ConnectionID) -> [String] {
            grantPorts()
            defer { done.removeAll() }
            return done.compactMap {
                guard case .send(connection, let bytes) = $0 else { return nil }
                return String(decoding: bytes, as: UTF8.self)
            }
        }

        func isShownTheDoor(_ connection: ConnectionID) -> Bool {
            grantPorts()
            return done.contains {
                if case .abort(connection) = $0 { return true }
                return false
            }
        }

        /// How often the search for the silent was set since somebody asked last.
        var sweepCount: Int {
            grantPorts()
            defer { done.removeAll() }
            return done.filter {
                guard case .setTimer(let timer, _) = $0 else { return false }
                return timer == TimerID(2)
            }.count
        }

        /// Datagrams that were sent since somebody asked last.
        var datagrams: [(bytes: [UInt8], to: Endpoint)] {
            grantPorts()
            defer { done.removeAll() }
            return done.compactMap {
                guard case .sendDatagram(_, let bytes, let endpoint) = $0 else { return nil }
                return (bytes, endpoint)
            }
        }
    }

    @Test(arguments: ["Bob", "Bob Smith", "", "a\nb", String(repeating: "b", count: 65)])
    func aNameMustBeOneAndFree(name: String) {
        let room = Room()
        let bob = room.join("Bob")
        let other = room.enter()
        room.say(Array(name.utf8), on: other)
        // Who has said nothing is waited for, for a while.
        if name.isEmpty { room.pass(ChatServer.patience) }
        #expect(room.isShownTheDoor(other))
        #expect(!room.isShownTheDoor(bob))
    }

    @Test func guestsAreCounted() {
        let room = Room()
        let guests = (0...ChatServer.guestCountMax).map { room.join("guest\($0)") }
        #expect(room.isShownTheDoor(guests[ChatServer.guestCountMax]))
        #expect(!room.isShownTheDoor(guests[ChatServer.guestCountMax - 1]))
        room.server.closed(guests[0], .reset, room.actions)
        #expect(!room.isShownTheDoor(room.join("late")))
    }

    @Test func messagesAreLimited() {
        let room = Room()
        let (bob, eve) = (room.join("Bob"), room.join("Eve"))
        room.say([UInt8](repeating: 120, count: ChatServer.messageByteCountMax), on: bob)
        #expect(!room.isShownTheDoor(bob))
        room.say([UInt8](repeating: 120, count: ChatServer.messageByteCountMax + 1), on: eve)
        #expect(room.isShownTheDoor(eve))
        #expect(room.told(bob).contains("Eve left the chat..."))
    }

    @Test func everyPortIsUsedAndNoneTwice() {
        let room = Room()
        let bob = room.join("Bob")
        _ = room.told(bob)
        for number in 0..<16 {
            room.say(ChatMessage.download("hello.c").encoded, on: bob)
            #expect(room.told(bob) == ["UDP \(55000 + number) 0 hello.c"])
        }
        room.say(ChatMessage.download("hello.c").encoded, on: bob)
        #expect(room.told(bob) == ["the file does not exist"])
        // Nobody came for them.
        room.pass(ChatServer.patience)
        room.say(ChatMessage.download("hello.c").encoded, on: bob)
        #expect(room.told(bob) == ["UDP 55000 0 hello.c"])
    }

    @Test func portsOfOtherProgramsAreLeftAlone() {
        let room = Room()
        let bob = room.join("Bob")
        _ = room.told(bob)
        room.server.received(ChatMessage.download("hello.c").encoded, on: bob, room.actions)
        room.server.fired(TimerID(3 + bob.number), room.actions)
        room.grantPorts(but: [55000, 55001, 55003])
        #expect(room.told(bob) == ["UDP 55002 0 hello.c"])
        room.server.received(ChatMessage.download("hello.c").encoded, on: bob, room.actions)
        room.server.fired(TimerID(3 + bob.number), room.actions)
        room.grantPorts(but: Set(55000...55015))
        #expect(room.told(bob) == ["the file does not exist"])
    }

    @Test func onlyWhoAskedIsAnswered() {
        let room = Room()
        let host = IPAddress(10, 0, 0, 1)
        let bob = room.join("Bob", from: host)
        room.say(ChatMessage.download("bob.jpg").encoded, on: bob)
        _ = room.datagrams
        func ask(_ datagram: [UInt8], from sender: Endpoint) -> Int {
            room.server.received(
                datagram: datagram, from: sender, on: SocketID(number: 1), room.actions)
            return room.datagrams.count
        }
        let part = ChatTransferMessage.part(0).encoded()
        #expect(ask(part, from: Endpoint(IPAddress(10, 0, 0, 2), 5000)) == 0)
        #expect(ask(part, from: Endpoint(host, 5000)) == 1)
        #expect(ask(part, from: Endpoint(host, 5001)) == 0)
        #expect(ask(ChatTransferMessage.part(11).encoded(), from: Endpoint(host, 5000)) == 0)
        #expect(ask(ChatTransferMessage.part(10).encoded(), from: Endpoint(host, 5000)) == 1)
        #expect(ask(ChatTransferMessage.finished.encoded(), from: Endpoint(host, 5000)) == 0)
        #expect(ask(part, from: Endpoint(host, 5000)) == 0)
    }

    /// Whoever comes later does not put it off.
    @Test func silentGuestsAreLookedForInTime() {
        let room = Room()
        let silent = room.enter()
        #expect(room.sweepCount == 1)
        for _ in 0..<5 { _ = room.enter() }
        #expect(room.sweepCount == 0)
        room.pass(ChatServer.patience)
        #expect(room.isShownTheDoor(silent))
        #expect(room.sweepCount == 0)
        _ = room.enter()
        #expect(room.sweepCount == 1)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func survivesWhateverIsSaid(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let room = Room()
        var guests = [room.join("Bob")]
        let words: [[UInt8]] = [
            "~", "~Bob", "~Bob hi", "show", "get_list_file", "download_file ", "{quit}", "part 0",
            "download_file bob.jpg", "download_file ../bob.jpg", "finished", "part 99999999999999",
        ].map { Array($0.utf8) }
        for _ in 0..<200 {
            let bytes =
                random.happens(0.7)
                ? words[random.number(in: 0...words.count - 1)]
                : random.bytes(random.number(in: 0...40))
            let guest = guests[random.number(in: 0...guests.count - 1)]
            switch random.number(in: 0...9) {
            case 0: guests.append(room.enter())
            case 1:
                room.server.closed(guest, random.happens(0.5) ? .reset : .finished, room.actions)
            case 2: room.pass(random.fraction() * 40)
            case 3, 4:
                room.server.received(
                    datagram: bytes, from: Endpoint(IPAddress(10, 0, 0, 1), 5000),
                    on: SocketID(number: random.number(in: 1...20)), room.actions)
            default: room.say(bytes, on: guest)
            }
        }
        #expect(room.told(guests[0]).count < 4000)
    }
}
