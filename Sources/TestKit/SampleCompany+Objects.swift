public import Definitions

extension SampleCompany {
    /// A field, with what differs from the plain one set in the closure.
    public static func field(
        _ key: String, _ label: String, _ type: FieldType, _ change: (inout FieldDefinition) -> Void = { _ in }
    ) -> FieldDefinition {
        var field = FieldDefinition(key: key, label: Label(label, en: key), type: type)
        change(&field)
        return field
    }

    /// 线索: one field of nearly every type.
    public static let lead = ObjectDefinition(
        key: "lead", label: Label("线索", en: "Lead"), title: "name",
        fields: contactFields + [
            field("company", "公司", .text) { $0.search = true },
            field("website", "网址", .url),
            field("status", "状态", .select) {
                $0.indexed = true
                $0.defaultValue = "\"new\""
                $0.options = options([("new", "新线索"), ("working", "跟进中"), ("won", "已转化"), ("void", "无效")])
            },
            field("tags", "标签", .multiselect) { $0.options = options([("hot", "热"), ("vip", "大客户"), ("late", "拖延")]) },
            field("budget", "预算", .money) { $0.indexed = true },
            field("discount", "折扣", .percent),
            field("headcount", "人数", .number) {
                $0.validation = Validation(formula: "人数>=0", message: Label("人数不能为负", en: "Must not be negative"))
            },
            field("ratio", "系数", .number) { $0.decimals = 2 },
            field("visit_on", "拜访日", .date) { $0.indexed = true },
            field("last_touch_at", "最近触达", .datetime) { $0.readOnly = true },
            field("vip", "重点", .boolean),
            field("note", "备注", .longtext) { $0.search = true },
            field("score", "评分", .number) {
                $0.indexed = true
                $0.readOnly = true
            },
            field("cost", "成本", .money),
            field("margin", "毛利", .formula) {
                $0.formula = "预算-成本"
                $0.result = .money
            },
            field("double_budget", "双倍预算", .formula) {
                $0.formula = "预算*2"
                $0.result = .money
            },
            field("account", "客户", .reference) { $0.to = "account" },
            field("helper", "协作人", .user),
            field("files", "附件", .attachment),
            field("number", "编号", .autonumber) {
                $0.pattern = "XS{yyyy}{mm}{seq:4}"
                $0.unique = true
            },
        ],
        duplicateKeys: [
            DuplicateKey(field: "phone", normaliser: .phone), DuplicateKey(field: "email", normaliser: .email),
            DuplicateKey(field: "company", normaliser: .company),
        ],
        summary: ["company", "status", "budget"])

    private static let contactFields = [
        field("name", "姓名", .text) {
            $0.required = true
            $0.search = true
            $0.maxLength = 60
            $0.indexed = true
        },
        field("phone", "电话", .phone) {
            $0.search = true
            $0.mask = MaskDefinition(style: .last4, unmaskedRoles: ["admin", "manager", "director"])
        },
        field("email", "邮箱", .email) { $0.search = true },
    ]

    /// 客户: a unique code.
    public static let account = ObjectDefinition(
        key: "account", label: Label("客户", en: "Account"), title: "name",
        fields: [
            field("name", "客户名称", .text) {
                $0.required = true
                $0.search = true
            },
            field("code", "代码", .text) { $0.unique = true },
            field("industry", "行业", .text),
        ],
        duplicateKeys: [DuplicateKey(field: "name", normaliser: .company)], summary: ["industry"])

    /// 商机: below an account.
    public static let opportunity = ObjectDefinition(
        key: "opportunity", label: Label("商机", en: "Opportunity"), title: "name",
        fields: [
            field("name", "商机名称", .text) { $0.required = true },
            field("account", "客户", .reference) { $0.to = "account" },
            field("amount", "金额", .money) { $0.indexed = true },
            field("stage", "阶段", .select) {
                $0.indexed = true
                $0.options = options([("first", "初步接触"), ("need", "需求确认"), ("signed", "合同已签")])
            },
        ],
        parents: ["account"], summary: ["amount"])

    /// 触达: below a lead or an account, in this order.
    public static let touch = ObjectDefinition(
        key: "touch", label: Label("触达", en: "Touch"), title: "content",
        fields: [
            field("content", "今日动作", .text) { $0.required = true },
            field("lead", "线索", .reference) { $0.to = "lead" },
            field("account", "客户", .reference) { $0.to = "account" },
            field("effective", "有效", .boolean),
        ],
        parents: ["lead", "account"])

    static func options(_ pairs: [(String, String)]) -> [OptionDefinition] {
        pairs.map { OptionDefinition(key: $0.0, label: Label($0.1, en: $0.0)) }
    }

    // MARK: Roles

    /// Administrator, director, manager, rep, finance and guest.
    public static let roles: [RoleDefinition] = {
        var admin = role("admin", "管理员", .init(read: .all, write: .all, create: true, delete: true, export: true))
        admin.administers = true
        var director = role(
            "director", "总监", .init(read: .department, write: .department, create: true, delete: true, export: true))
        director.manages = true
        var manager = role("manager", "主管", .init(read: .team, write: .team, create: true, delete: true, export: true))
        manager.manages = true
        let rep = role(
            "rep", "销售代表", .init(read: .own, write: .own, create: true, hiddenFields: []),
            lead: .init(read: .own, write: .own, create: true, hiddenFields: ["cost"]))
        let finance = role("finance", "财务", .init(read: .all, write: .none, create: false))
        let guest = role("guest", "访客", .init(read: .none, write: .none, create: false))
        return [admin, director, manager, rep, finance, guest]
    }()

    private static func role(
        _ key: String, _ label: String, _ grant: RoleDefinition.Grant, lead: RoleDefinition.Grant? = nil
    ) -> RoleDefinition {
        var grants = ["*": grant]
        if let lead { grants["lead"] = lead }
        return RoleDefinition(key: key, label: Label(label, en: key), grants: grants)
    }
}
