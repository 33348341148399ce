import Foundation

/// What the environment says about this run.
enum TestSettings {
    private static let environment = ProcessInfo.processInfo.environment

    /// A libpq connection string to a throw-away database.
    static let postgres = environment["YUYAN_TEST_POSTGRES"]

    /// How many random formulas are tried.
    static let count = environment["YUYAN_QUICK"] == "1" ? 1_000 : 10_000

    /// Where chance begins; `YUYAN_FORMULA_SEED` repeats a run.
    static let seed =
        environment["YUYAN_FORMULA_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999_999)
}
