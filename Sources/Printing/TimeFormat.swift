/// What the time column shows: tshark's `-t`.
public enum TimeFormat: Equatable, Sendable {
    case relative
    case delta
    case deltaDisplayed
    case epoch
    case clock(TimeZoneChoice)
    case date(TimeZoneChoice)
    case dayOfYear(TimeZoneChoice)
}

public enum TimeZoneChoice: Equatable, Sendable {
    case local
    case utc
}
