import Foundation
import Testing

@testable import Printing

@Suite struct CivilTimeTests {
    /// The C library as the referee: a day or so apart from 1600 to 2400, at odd seconds.
    @Test func agreesWithTheCLibrary() {
        for second in stride(from: Int64(-11_676_096_000), to: 13_569_465_600, by: 86_399 * 7) {
            var moment = time_t(second)
            var parts = unsafe tm()
            unsafe gmtime_r(&moment, &parts)
            let civil = CivilTime(secondsSince1970: second)
            let ours = [
                civil.year, civil.month, civil.day, civil.dayOfYear, civil.hour, civil.minute,
                civil.second,
            ]
            let theirs = unsafe [
                parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_yday + 1,
                parts.tm_hour, parts.tm_min, parts.tm_sec,
            ]
            #expect(ours == theirs.map { Int($0) }, "second \(second)")
        }
    }

    @Test(arguments: [-1, 0, 951_782_399, 951_782_400, 951_868_800, 4_107_542_399])
    func keepsLeapDays(second: Int64) {
        let civil = CivilTime(secondsSince1970: second)
        let date = Date(timeIntervalSince1970: Double(second))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        #expect(civil.day == calendar.component(.day, from: date))
        #expect(civil.month == calendar.component(.month, from: date))
    }
}
