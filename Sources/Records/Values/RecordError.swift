/// Why a change or a query was refused, told so that a salesperson can mend
/// it.
public struct RecordError: Error, Sendable, Hashable {
    /// What sort of refusal it is.
    public enum Kind: Sendable, Hashable {
        /// A value, filter or request that does not hold.
        case invalid
        /// The viewer may see it but not do it.
        case forbidden
        /// Nothing there, or nothing the viewer may know of.
        case notFound
        /// Somebody else was faster; the version that holds now.
        case conflict(currentVersion: Int)
        /// The same thing exists already.
        case duplicate(object: String, id: Int64?)
        /// A stage gate that is not met.
        case gate
        /// Automations that set each other off.
        case loop
    }

    /// One thing to mend.
    public struct Issue: Error, Sendable, Hashable {
        /// Stable, such as `value.required`.
        public var code: String
        /// The field's key; nil where it is about the whole.
        public var field: String?
        /// What is wrong, in Chinese and in English.
        public var zh: String
        public var en: String
        /// What to do about it; empty where there is nothing to say.
        public var mendZh: String
        public var mendEn: String

        public init(
            code: String, field: String? = nil, zh: String, en: String, mendZh: String = "", mendEn: String = ""
        ) {
            self.code = code
            self.field = field
            self.zh = zh
            self.en = en
            self.mendZh = mendZh
            self.mendEn = mendEn
        }
    }

    public let kind: Kind
    /// At least one.
    public let issues: [Issue]

    public init(_ kind: Kind, _ issues: [Issue]) {
        self.kind = kind
        self.issues = issues
    }

    public init(_ kind: Kind, _ issue: Issue) {
        self.init(kind, [issue])
    }
}

extension RecordError: CustomStringConvertible {
    /// For logs: codes and fields, never values.
    public var description: String {
        "\(kind): "
            + issues.map { issue in issue.field.map { "\(issue.code)(\($0))" } ?? issue.code }
            .joined(separator: ", ")
    }
}

extension RecordError {
    /// Nothing there; the same for "not yours", so that nobody learns by
    /// asking.
    public static func notFound(_ object: String) -> RecordError {
        RecordError(
            .notFound,
            Issue(
                code: "record.not_found", zh: "记录不存在，或您没有查看权限", en: "The record does not exist, or you may not see it",
                mendZh: "请刷新列表后重试", mendEn: "Reload the list and try again"))
    }

    /// The viewer may not do this.
    public static func forbidden(_ zh: String, _ en: String, field: String? = nil) -> RecordError {
        RecordError(
            .forbidden,
            Issue(
                code: "record.forbidden", field: field, zh: zh, en: en, mendZh: "如需权限，请联系主管或管理员",
                mendEn: "Ask your manager or an administrator for the right"))
    }

    /// One issue about a request.
    public static func invalid(_ code: String, _ zh: String, _ en: String, field: String? = nil) -> RecordError {
        RecordError(.invalid, Issue(code: code, field: field, zh: zh, en: en))
    }

    static func stale(current: Int) -> RecordError {
        RecordError(
            .conflict(currentVersion: current),
            Issue(
                code: "record.stale", zh: "这条记录刚刚被其他人修改过", en: "Somebody else has just changed this record",
                mendZh: "请查看最新内容后再保存", mendEn: "Look at the current state, then save again"))
    }

    static func unknownObject(_ key: String) -> RecordError {
        RecordError(
            .notFound,
            Issue(code: "object.unknown", zh: "没有对象“\(key)”", en: "There is no object \"\(key)\""))
    }

    static func loop(_ depth: Int) -> RecordError {
        RecordError(
            .loop,
            Issue(
                code: "change.loop", zh: "自动化规则互相触发超过 \(depth) 层，已停止",
                en: "Automations set each other off more than \(depth) levels deep and were stopped",
                mendZh: "请管理员检查规则是否循环", mendEn: "An administrator should look for a loop in the rules"))
    }
}
