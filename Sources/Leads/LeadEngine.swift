public import Flow
public import Records
internal import SQLText
internal import Storage

/// What the server registers to get leads captured, scored, distributed and
/// converted.
public enum LeadEngine {
    /// Tables of this room.
    public static let migrations = RoomMigrations(
        room: "Leads",
        steps: [
            .init(
                "routing and scores",
                [
                    """
                    CREATE TABLE IF NOT EXISTS routing_decision (
                        \(.autoID), object TEXT NOT NULL, record_id BIGINT NOT NULL, route TEXT NOT NULL, rule TEXT,
                        schema_number BIGINT NOT NULL, owner_id BIGINT, at BIGINT NOT NULL, inputs TEXT NOT NULL,
                        candidates TEXT NOT NULL)
                    """,
                    "CREATE INDEX IF NOT EXISTS routing_decision_record ON routing_decision (object, record_id, id)",
                    """
                    CREATE TABLE IF NOT EXISTS assignment_counter (
                        user_id BIGINT PRIMARY KEY, day TEXT NOT NULL, assigned BIGINT NOT NULL, last_assigned_at BIGINT,
                        due BIGINT NOT NULL, capacity BIGINT NOT NULL, conversion_permille BIGINT NOT NULL,
                        computed_at BIGINT NOT NULL)
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS score_result (
                        object TEXT NOT NULL, record_id BIGINT NOT NULL, score TEXT NOT NULL, total BIGINT NOT NULL,
                        grade TEXT, schema_number BIGINT NOT NULL, lines TEXT NOT NULL, computed_at BIGINT NOT NULL,
                        PRIMARY KEY (object, record_id, score))
                    """,
                ])
        ])

    /// In the order in which they must run.
    public static let reactions: [any Reaction] = [LeadReaction()]

    /// How this room's events read.
    public static let timeline: [any TimelineText] = [LeadTimeline()]

    /// Recurring work.
    public static let sweeps: [any Sweep] = [WorkloadSweep()]
}
