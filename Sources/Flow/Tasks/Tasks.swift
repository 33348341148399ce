public import Definitions
public import FormulaLanguage
public import Records

/// Tasks are records of the object `task`, so they have rights, views and a
/// timeline like any other.
///
/// By convention the object has the fields `title` (text) and, where it has
/// them, `due_at` (datetime) or `due_date` (date), `done_at` (datetime),
/// `status` (select with `open` and `done`), `about_object` (text) and
/// `about_id` (number), `source` (text), and a reference to what the task is
/// about: the first reference field that points to that object.
public enum Tasks {
    /// The object's key.
    public static let object = "task"

    /// Whether the workspace has tasks.
    public static func isAvailable(in schema: Schema) -> Bool {
        schema.object(object)?.field("title") != nil
    }

    /// Makes a task for somebody.
    ///
    /// - Parameters:
    ///   - about: the record it is about; nil for none.
    ///   - source: what made it, such as `rule:quiet_customers`.
    /// - Throws: ``RecordError`` where the workspace has no tasks.
    @discardableResult
    public static func create(
        title: String, owner: Int64, due: Instant?, about: (object: String, id: Int64)? = nil, source: String,
        in change: Change
    ) throws -> Record {
        guard let model = change.schema.object(object), isAvailable(in: change.schema) else {
            throw RecordError.invalid("task.no_object", "还没有启用待办", "Tasks are not set up")
        }
        var draft = TaskDraft(model: model)
        draft.set("title", .text(title))
        draft.set("status", .text("open"))
        draft.set("source", .text(source))
        if let due {
            draft.set("due_at", .instant(due))
            draft.set("due_date", .date(change.zone.date(of: due)))
        }
        if let about {
            draft.set("about_object", .text(about.object))
            draft.set("about_id", .number(ExactNumber(Int(about.id))))
            draft.point(to: about.object, about.id)
        }
        draft.values[SystemField.owner.rawValue] = .reference(object: BuiltInObject.user, id: owner)
        return try change.insert(object, draft.values, system: true)
    }

    /// Marks a task as done; doing it twice changes nothing.
    @discardableResult
    public static func complete(_ id: Int64, in change: Change) throws -> Record {
        try finish(id, isDone: true, in: change)
    }

    /// Opens a task again.
    @discardableResult
    public static func reopen(_ id: Int64, in change: Change) throws -> Record {
        try finish(id, isDone: false, in: change)
    }

    private static func finish(_ id: Int64, isDone: Bool, in change: Change) throws -> Record {
        let task = try change.record(object, id)
        if let viewer = change.viewer, try !change.reading.canAccess(task, as: viewer, .write) {
            throw RecordError.notFound(object)
        }
        guard isDone != self.isDone(task) else { return task }
        var draft = TaskDraft(model: task.object)
        draft.set("status", .text(isDone ? "done" : "open"))
        draft.set("done_at", isDone ? .instant(change.now) : .blank)
        let changed = try change.update(object, id, draft.values, system: true)
        try change.emit(isDone ? "task.done" : "task.reopened", on: object, id)
        return changed
    }

    /// Whether a task is done.
    public static func isDone(_ task: Record) -> Bool {
        task.object.field("status") != nil ? task.text("status") == "done" : task.instant("done_at") != nil
    }
}

/// Fills the fields that a workspace's tasks have.
private struct TaskDraft {
    let model: ObjectModel
    var values: [String: Value] = [:]

    init(model: ObjectModel) {
        self.model = model
    }

    mutating func set(_ key: String, _ value: Value) {
        guard let field = model.field(key), field.isStored else { return }
        switch (value, field.type) {
        case (.instant, .datetime), (.date, .date), (.number, .number), (.blank, _): values[key] = value
        case (.text(let text), .select) where field.options[text] == nil: return
        case (.text, .text), (.text, .longtext), (.text, .select): values[key] = value
        default: return
        }
    }

    mutating func point(to object: String, _ id: Int64) {
        guard let field = model.fields.first(where: { $0.definition.to == object && $0.type == .reference }) else {
            return
        }
        values[field.key] = .reference(object: object, id: id)
    }
}
