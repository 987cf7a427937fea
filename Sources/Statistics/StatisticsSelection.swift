public import Dissection

/// Which tables a run makes: all in a short form, or some in full.
public struct StatisticsSelection {
    /// Names of groups and of tables; empty for all.
    private let names: [String]
    private let feed: StatisticsFeed

    /// - Parameter names: those for which ``isKnown(_:)``; all tables if there are none.
    public init(_ names: [String], _ table: FieldTable) {
        self.names = names
        let wanted = Set(names.map { $0.prefix { $0 != "." } })
        let groups = StatisticsGroup.all.filter { group in
            names.isEmpty || group.names.contains { wanted.contains($0[...]) }
        }
        feed = StatisticsFeed(Set(groups.flatMap(\.tallies)), table)
    }

    /// Whether a word names a group, or may name one of its tables.
    public static func isKnown(_ name: String) -> Bool {
        let group = name.prefix { $0 != "." }
        return StatisticsGroup.all.contains { $0.names.contains { $0 == group } }
    }

    /// - Parameter isFiltered: whether a filter is to stand in front.
    public func rows(isFiltered: Bool) -> StatisticsRows {
        StatisticsRows(feed, isDirect: !isFiltered)
    }

    /// Whether only the beginnings of tables are to be shown.
    public var isShort: Bool { names.isEmpty }

    /// What the run has seen in all.
    public var totals: StatisticsTotals { feed.totals }

    /// When the run is over: the tables, in the order of the groups.
    public func tables() -> [StatisticsTable] {
        let all = allTables
        if names.isEmpty { return all }
        return all.filter { table in names.contains { $0 == table.name || $0 == table.group } }
    }

    private var allTables: [StatisticsTable] { feed.tallies.all.flatMap { $0.tables(totals) } }

    public func plots() -> [StatisticsPlot] { feed.tallies.all.flatMap { $0.plots(totals) } }

    /// The names of all tables of the chosen groups, at any time.
    public var tableNames: [String] { allTables.map(\.name) }

    /// The names that no table has, of those that were chosen.
    public var missingNames: [String] {
        let known = Set(tableNames)
        return names.filter { $0.contains(".") && !known.contains($0) }
    }
}
