/// The broker's timers, as numbers.
enum BrokerTimer {
    case silence(ConnectionID)
    case expiry(Int)
    case will(Int)

    init(_ timer: TimerID) {
        let number = timer.number / 3
        switch timer.number % 3 {
        case 0: self = .silence(ConnectionID(number: number))
        case 1: self = .expiry(number)
        default: self = .will(number)
        }
    }

    var id: TimerID {
        switch self {
        case .silence(let connection): TimerID(3 * connection.number)
        case .expiry(let number): TimerID(3 * number + 1)
        case .will(let number): TimerID(3 * number + 2)
        }
    }
}
