public import Flow
public import Records
internal import SQLText

/// What the server registers to get forecasts kept.
public enum PipelineEngine {
    /// Tables of this room.
    public static let migrations = RoomMigrations(
        room: "Pipeline",
        steps: [
            .init(
                "forecast",
                [
                    """
                    CREATE TABLE IF NOT EXISTS forecast_snapshot (
                        day TEXT NOT NULL, object TEXT NOT NULL, owner_id BIGINT NOT NULL, org_unit_id BIGINT,
                        stage TEXT NOT NULL, count BIGINT NOT NULL, amount BIGINT NOT NULL, weighted BIGINT NOT NULL,
                        PRIMARY KEY (day, object, owner_id, stage))
                    """
                ])
        ])

    /// Recurring work.
    public static let sweeps: [any Sweep] = [ForecastSweep()]
}
