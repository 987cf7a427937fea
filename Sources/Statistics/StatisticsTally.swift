/// One kind of statistics: is fed with what it asks for, in the order of the capture, and gives
/// tables at the end.
///
/// What is fed is for the duration of the call.  A tally makes no String and allocates nothing for
/// a packet or a message; what it keeps has a named limit, and tables say when that was reached.
protocol StatisticsTally {
    /// What is wanted of messages; its raw values are the numbers that facts have.
    associatedtype Field: StatisticsFieldName = NoField

    /// What is wanted of a field's value.
    func use(of field: Field) -> StatisticsField.Use

    /// The fields of messages that are wanted; their places here are their numbers in
    /// ``StatisticsFact``.  Asked once.
    var fields: [StatisticsField] { get }

    /// Takes a packet, when all its messages were taken.
    ///
    /// - Parameter packet: not to be changed; one that is only lent would be copied for each call.
    mutating func take(_ packet: inout StatisticsPacket)

    /// Takes a message that has one of the wanted fields.
    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket)

    /// What was found out; the same each time it is asked.
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable]

    /// Pictures of it.
    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot]
}

extension StatisticsTally {
    var fields: [StatisticsField] {
        Field.allCases.map { StatisticsField($0.name, use(of: $0)) }
    }

    func use(of field: Field) -> StatisticsField.Use { .number }
    mutating func take(_ packet: inout StatisticsPacket) {}
    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {}
    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] { [] }
}
