/// A second of the Gregorian calendar.
struct CivilTime: Equatable {
    var year: Int
    /// 1 to 12.
    var month: Int
    /// 1 to 31.
    var day: Int
    /// 1 to 366.
    var dayOfYear: Int
    var hour: Int
    var minute: Int
    var second: Int

    /// - Parameter seconds: since 1970, in the zone that is to be shown.
    init(secondsSince1970 seconds: Int64) {
        let secondOfDay = Int(seconds.modulo(86_400))
        let daysSince1970 = Int((seconds - Int64(secondOfDay)) / 86_400)
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
        // Years are counted from March, so that a leap day is the last day of its year; 719,468
        // days lie between 1 March of year 0 and 1970, and 400 years have 146,097.
        let days = daysSince1970 + 719_468
        let dayOfCycle = days.modulo(146_097)
        let cycle = (days - dayOfCycle) / 146_097
        let yearOfCycle =
            (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfMarchYear =
            dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfMarchYear + 2) / 153
        day = dayOfMarchYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        dayOfYear =
            month <= 2 ? dayOfMarchYear - 305 : dayOfMarchYear + (isLeapYear ? 61 : 60)
    }
}

extension BinaryInteger {
    /// The remainder that is never negative.
    func modulo(_ divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
