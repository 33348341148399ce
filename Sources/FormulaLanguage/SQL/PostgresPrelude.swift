import SQLText

/// The pure functions for PostgreSQL, with the helpers they share. None of
/// them raises: a failure is NULL. Loops are strict, because the value of a
/// part that failed is NULL too and must not confuse them.
enum PostgresPrelude {
    static let statements: [SQL] = helpers + FunctionTable.specs.map(statement)

    private static func create(_ name: String, _ definition: FunctionSpec.Postgres) -> SQL {
        SQL(
            unsafe: """
                CREATE OR REPLACE FUNCTION \(name)(\(definition.arguments)) RETURNS \(definition.returns)
                LANGUAGE \(definition.procedural ? "plpgsql" : "sql") IMMUTABLE PARALLEL SAFE \(definition.procedural ? "STRICT " : "")AS $yuyan$
                \(definition.body)\(definition.procedural ? ";" : "")
                $yuyan$
                """)
    }

    private static func statement(_ spec: FunctionSpec) -> SQL {
        create(spec.sqlName, spec.postgres)
    }

    private static let helpers: [SQL] = [
        // Rounded to the decimals kept; NULL where the limit is reached.
        create(
            "yy_fit",
            .init(
                arguments: "a numeric", returns: "numeric",
                body: "SELECT CASE WHEN abs(round(a, 16)) < 100000000000000000000 THEN round(a, 16) END")),
        // div() truncates exactly, so half is added before: no double rounding.
        create(
            "yy_div",
            .init(
                arguments: "a numeric, b numeric", returns: "numeric",
                body: """
                    SELECT CASE WHEN b = 0 THEN NULL ELSE
                    yy_fit(sign(a) * sign(b) * div(abs(a) * 20000000000000000 + abs(b), abs(b) * 2) * 0.0000000000000001)
                    END
                    """)),
        create(
            "yy_scale",
            .init(
                arguments: "a numeric, n int", returns: "bigint",
                body: """
                    SELECT CASE WHEN round(a * ('1e' || n)::numeric) BETWEEN -9223372036854775808 AND 9223372036854775807
                    THEN round(a * ('1e' || n)::numeric)::bigint END
                    """)),
        create(
            "yy_iso",
            .init(
                arguments: "d date", returns: "text",
                body:
                    "SELECT CASE WHEN d BETWEEN date '0001-01-01' AND date '9999-12-31' THEN to_char(d, 'YYYY-MM-DD') END"
            )),
        // Mondays to Fridays from 1970-01-05, a Monday, to before a day.
        create(
            "yy_weekdays",
            .init(
                arguments: "d date", returns: "bigint",
                body: """
                    SELECT floor((d - date '1970-01-05') / 7.0)::bigint * 5
                    + LEAST((((d - date '1970-01-05') % 7) + 7) % 7, 5)
                    """)),
    ]
}
