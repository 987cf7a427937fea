/// A method of the specification: its name, and the arguments in their order.
///
/// The tables are code, not data: nothing is built, and looking a method up is a jump.
struct AMQP091Method {
    let name: StaticString
    let argumentCount: Int
    private let arguments: InlineArray<10, AMQP091Argument>
    /// Those that an info column has.
    private let shown: Range<Int>

    @inline(__always)
    init(
        _ name: StaticString, _ a: AMQP091Argument = .none, _ b: AMQP091Argument = .none,
        _ c: AMQP091Argument = .none, _ d: AMQP091Argument = .none, _ e: AMQP091Argument = .none,
        _ f: AMQP091Argument = .none, _ g: AMQP091Argument = .none, _ h: AMQP091Argument = .none,
        _ i: AMQP091Argument = .none, _ j: AMQP091Argument = .none, shown: Range<Int> = 0..<0
    ) {
        self.name = name
        self.shown = shown
        arguments = [a, b, c, d, e, f, g, h, i, j]
        var count = 0
        for index in 0..<10 where arguments[index] != .none { count = index + 1 }
        argumentCount = count
    }

    @inline(__always)
    func argument(_ index: Int) -> AMQP091Argument { arguments[index] }

    /// Whether an info column has the argument.
    @inline(__always)
    func shows(_ index: Int) -> Bool { shown.contains(index) }

    /// - Returns: `nil` for methods that no class has, and for those of unknown classes.
    @inline(__always)
    static func find(_ classID: UInt16, _ methodID: UInt16) -> AMQP091Method? {
        switch classID {
        case AMQP091Class.basic: basic(methodID)
        case AMQP091Class.connection: connection(methodID)
        case AMQP091Class.channel: channel(methodID)
        case AMQP091Class.access: access(methodID)
        case AMQP091Class.exchange: exchange(methodID)
        case AMQP091Class.queue: queue(methodID)
        case AMQP091Class.file: file(methodID)
        case AMQP091Class.stream: stream(methodID)
        case AMQP091Class.tx: tx(methodID)
        case AMQP091Class.confirm: confirm(methodID)
        case AMQP091Class.dtx: dtx(methodID)
        case AMQP091Class.tunnel: tunnel(methodID)
        default: nil
        }
    }
}

/// The numbers of the classes; those from `file` on, but for `tx` and `confirm`, are of AMQP 0-8
/// and 0-9.
enum AMQP091Class {
    static var connection: UInt16 { 10 }
    static var channel: UInt16 { 20 }
    static var access: UInt16 { 30 }
    static var exchange: UInt16 { 40 }
    static var queue: UInt16 { 50 }
    static var basic: UInt16 { 60 }
    static var file: UInt16 { 70 }
    static var stream: UInt16 { 80 }
    static var confirm: UInt16 { 85 }
    static var tx: UInt16 { 90 }
    static var dtx: UInt16 { 100 }
    static var tunnel: UInt16 { 110 }

    /// The name of a class as info columns begin with it; `nil`: there is no such class.
    static func title(_ number: UInt16) -> StaticString? {
        switch number {
        case connection: "Connection"
        case channel: "Channel"
        case access: "Access"
        case exchange: "Exchange"
        case queue: "Queue"
        case basic: "Basic"
        case file: "File"
        case stream: "Stream"
        case confirm: "Confirm"
        case tx: "Tx"
        case dtx: "Dtx"
        case tunnel: "Tunnel"
        default: nil
        }
    }
}
