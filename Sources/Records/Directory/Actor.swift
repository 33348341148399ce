/// Who does something.
public enum Actor: Sendable, Hashable {
    /// A member, by id.
    case user(Int64)
    /// The platform itself: timers, followers, sweeps.
    case system
    /// A public form, by key.
    case form(String)
    /// A member's import; the records keep their own authors and times.
    case importer(Int64)

    /// As events and audit keep it: `user:7`, `system`, `form:website`.
    public var text: String {
        switch self {
        case .user(let id): "user:\(id)"
        case .system: "system"
        case .form(let key): "form:\(key)"
        case .importer(let id): "importer:\(id)"
        }
    }

    /// The member behind it; nil for the system and forms.
    public var userID: Int64? {
        switch self {
        case .user(let id), .importer(let id): id
        case .system, .form: nil
        }
    }

    /// Reads what ``text`` wrote.
    public init?(text: String) {
        if text == "system" {
            self = .system
            return
        }
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch (parts[0], Int64(parts[1])) {
        case ("user", let id?): self = .user(id)
        case ("importer", let id?): self = .importer(id)
        case ("form", _): self = .form(String(parts[1]))
        default: return nil
        }
    }
}
