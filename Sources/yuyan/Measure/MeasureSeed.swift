import ArgumentParser
import FormulaLanguage
import HTTPAPI
import Records
import SQLText
import Storage
import StorageSQLite

/// Fills a company with bench data: rows as the real path writes them, but
/// written in bulk.
///
/// Only for measuring. Histories that no measured statement reads (field
/// history, audit, search text) are left out; see docs/benchmarks.md.
struct MeasureSeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "seed")

    @OptionGroup var store: StoreOptions
    @Option var templates: String?
    @Option var password: String
    @Option var leads = 1_000_000
    @Option var accounts = 1_000_000
    @Option var opportunities = 1_000_000
    @Option var timers = 1_000_000

    func run() async throws {
        guard store.postgres == nil else { throw ValidationError("bench data are for SQLite") }
        let start = ContinuousClock.now
        let template = try TemplateFolder.load("sales", explicit: templates)
        let registry = try await WorkspaceRegistry.open(store.premises())
        let people = try await BenchCompany.found(registry, template, password: password)
        await registry.close()
        let now = SystemTime().now()
        let database = try SQLiteDatabase(
            path: BenchCompany.path(store.data), functions: FormulaFunctions.sqliteFunctions, readers: 1,
            options: SQLiteOptions(synchronous: .off, writerCacheKiB: 262_144))
        let filler = BenchFiller(database: database, now: now.milliseconds, people: people)
        try await filler.fill(leads: leads, accounts: accounts, opportunities: opportunities, timers: timers)
        try await database.close()
        try BenchCompany.keep(now, in: store.data)
        Figure.say(
            "seed",
            [
                "seconds": .number(start.duration(to: .now).milliseconds / 1000), "leads": .int(Int64(leads)),
                "log_ins": .array(people.logIns.map { .string($0.login) }),
            ])
    }
}
