import Foundation
import Records
import SQLText
import Storage

/// Whether the server can do its work.
struct Health: Sendable {
    /// One thing that was looked at.
    struct Check: Sendable {
        let name: String
        let isWell: Bool
        let value: JSONValue
    }

    var checks: [Check] = []

    var isWell: Bool { checks.allSatisfy(\.isWell) }

    var document: JSONValue {
        .object([
            "status": isWell ? "ok" : "unwell",
            "checks": .array(
                checks.map { .object(["name": .string($0.name), "ok": .bool($0.isWell), "value": $0.value]) }),
        ])
    }
}

/// How far a workspace's background work is behind.
struct Backlog: Sendable {
    /// Events that the slowest follower has not handled.
    var followerLag: Int64 = 0
    /// Timers that wait for their time.
    var timers: Int64 = 0
    /// Effects on their way out.
    var outbox: Int64 = 0

    /// More than this is a follower that stands still.
    static let unwellLag: Int64 = 100_000

    static func read(_ database: any Database) async throws -> Backlog {
        try await database.read { connection in
            let last = try connection.integer("SELECT max(id) FROM event") ?? 0
            let cursor = try connection.integer("SELECT min(event_id) FROM follower_cursor")
            return Backlog(
                followerLag: cursor.map { max(0, last - $0) } ?? 0,
                timers: try connection.integer("SELECT count(*) FROM timer") ?? 0,
                outbox: try connection.integer("SELECT count(*) FROM outbox WHERE state = 'waiting'") ?? 0)
        }
    }
}

extension Server {
    /// Looks at databases, disk and followers.
    func health() async -> Health {
        var health = Health()
        health.checks.append(await reach("control", control.database))
        for hosted in registry.openWorkspaces {
            let lag = try? await Backlog.read(hosted.workspace.database).followerLag
            health.checks.append(
                .init(
                    name: "workspace", isWell: (lag ?? .max) < Backlog.unwellLag,
                    value: ["follower_lag": .optional(lag)]))
        }
        health.checks.append(.init(name: "disk", isWell: registry.isDiskWritable(), value: .null))
        return health
    }

    private func reach(_ name: String, _ database: any Database) async -> Health.Check {
        let answer = try? await database.read { try $0.integer("SELECT 1") }
        return .init(name: name, isWell: answer == 1, value: .null)
    }

    /// Everything Prometheus wants to know.
    func metricsPage() async -> MetricsPage {
        var page = MetricsPage()
        metrics.write(to: &page)
        if let bytes = ProcessMemory.resident() {
            page.sample("process_resident_memory_bytes", "gauge", "Resident memory.", [], Double(bytes))
        }
        write(control.database.statistics, "control", to: &page)
        for hosted in registry.openWorkspaces {
            let labels = [("workspace", hosted.row.key)]
            write(hosted.workspace.database.statistics, hosted.row.key, to: &page)
            page.sample(
                "yuyan_live_pages", "gauge", "Open event streams.", labels, Double(hosted.workspace.live.pageCount))
            guard let backlog = try? await Backlog.read(hosted.workspace.database) else { continue }
            page.sample(
                "yuyan_follower_lag_events", "gauge", "Events the slowest follower has not handled.", labels,
                Double(backlog.followerLag))
            page.sample("yuyan_timers_waiting", "gauge", "Timers set.", labels, Double(backlog.timers))
            page.sample("yuyan_outbox_waiting", "gauge", "Effects on their way out.", labels, Double(backlog.outbox))
        }
        return page
    }

    private func write(_ statistics: DatabaseStatistics, _ name: String, to page: inout MetricsPage) {
        let labels = [("workspace", name)]
        let counters: [(String, String, Int)] = [
            ("yuyan_database_commits_total", "Commits on disk.", statistics.commits),
            ("yuyan_database_changes_total", "Changes that succeeded.", statistics.changes),
            ("yuyan_database_retries_total", "Changes run again.", statistics.retries),
            ("yuyan_database_statements_total", "Statements inside changes.", statistics.statements),
        ]
        for (family, help, value) in counters { page.sample(family, "counter", help, labels, Double(value)) }
        if let bytes = statistics.bytesOnDisk {
            page.sample("yuyan_database_bytes", "gauge", "Bytes on disk.", labels, Double(bytes))
        }
    }
}
