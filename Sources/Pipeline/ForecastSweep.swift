internal import Definitions
internal import Flow
internal import FormulaLanguage
internal import Records
internal import SQLText
internal import Storage

/// Takes one picture of the forecast a day (F6): count, amount and amount ×
/// probability of open records, by owner and stage.
///
/// The picture of a local day is taken at the first sweep of that day; a day
/// on which the server did not run has none.
struct ForecastSweep: Sweep {
    let name = "forecast"

    func sweep(_ workspace: Workspace) async throws -> Int {
        let day = workspace.zone.date(of: workspace.time.now()).description
        var taken = 0
        for process in workspace.schema.processes {
            guard let columns = ForecastColumns(process.definition, workspace.schema) else { continue }
            let key = process.definition.object
            let isDone = try await workspace.read { reading in
                try reading.connection.exists(
                    "SELECT 1 FROM forecast_snapshot WHERE day = \(day) AND object = \(key) LIMIT 1")
            }
            guard !isDone else { continue }
            taken += try await workspace.change(by: .system) { change in
                try change.connection.execute(columns.snapshot(of: key, on: day))
            }
        }
        return taken
    }
}

/// The columns a forecast is made of: the first money field, the process's
/// stage and `win_probability`.
struct ForecastColumns: Sendable {
    let table: String
    let stage: String
    let amount: String
    let probability: String
    let open: [String]

    init?(_ process: ProcessDefinition, _ schema: Schema) {
        guard let object = schema.object(process.object), let stage = object.field(process.field),
            let amount = object.fields.first(where: { $0.type == .money && $0.isStored }),
            let probability = object.field("win_probability"), probability.isStored
        else { return nil }
        table = object.table
        self.stage = stage.column
        self.amount = amount.column
        self.probability = probability.column
        open = process.stages.filter { $0.category == .open }.map(\.key)
    }

    /// Probability is kept in ten-thousandths; a weighted amount is rounded
    /// half up to whole fen, row by row.
    func snapshot(of object: String, on day: String) -> SQL {
        """
        INSERT INTO forecast_snapshot (day, object, owner_id, org_unit_id, stage, count, amount, weighted)
        SELECT \(day), \(object), owner_id, MAX(org_unit_id), \(id: stage), COUNT(*), COALESCE(SUM(\(id: amount)), 0),
            COALESCE(SUM((\(id: amount) * \(id: probability) + 5000) / 10000), 0)
        FROM \(id: table)
        WHERE deleted_at IS NULL AND owner_id IS NOT NULL AND \(id: stage) IN (\(values: open))
        GROUP BY owner_id, \(id: stage)
        ON CONFLICT (day, object, owner_id, stage) DO NOTHING
        """
    }
}
