import Definitions
import FormulaLanguage
import Records

/// The fields around a stage: the process names its own, the others count
/// where the object has them under these keys.
struct StageFields {
    static let enteredAt = "stage_entered_at"
    static let probability = "win_probability"
    static let wonAt = "won_at"
    static let lostAt = "lost_at"

    let process: ProcessDefinition
    let object: ObjectModel

    /// The stage a record is in.
    func stage(of record: Record) -> String? { record.text(process.field) }

    /// What entering a stage writes.
    func values(
        entering stage: StageDefinition, at now: Instant, obstacle: String?, probability: Value?
    ) -> [String: Value] {
        var values: [String: Value] = [process.field: .text(stage.key)]
        set(Self.enteredAt, .instant(now), &values)
        set(Self.probability, probability ?? value(percent: stage.probability), &values)
        if let obstacle { set(Obstacles.field, .text(obstacle), &values) }
        set(Self.wonAt, stage.category == .won ? .instant(now) : .blank, &values)
        set(Self.lostAt, stage.category == .lost ? .instant(now) : .blank, &values)
        return values
    }

    private func set(_ key: String, _ value: Value, _ values: inout [String: Value]) {
        guard let field = object.field(key), field.isStored else { return }
        if case .instant = value, field.type == .date { return }
        values[key] = value
    }

    /// A percentage as the probability field keeps it: a percent field holds
    /// the fraction.
    func value(percent: Int) -> Value {
        let isPercent = object.field(Self.probability)?.type == .percent
        return .number(isPercent ? ExactNumber(scaled: Int64(percent), scale: 2) : ExactNumber(percent))
    }

    /// A value of the probability field in percent.
    func percent(_ value: Value) -> ExactNumber? {
        guard let number = value.decimal else { return nil }
        guard object.field(Self.probability)?.type == .percent else { return number }
        return number.scaled(to: 4).map { ExactNumber(scaled: $0, scale: 2) }
    }
}
