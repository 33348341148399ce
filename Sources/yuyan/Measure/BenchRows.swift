import SQLText

/// The statements that make bench rows out of numbers.
///
/// Values are spread by multiplying a row's number with a large odd one, so
/// that keys fall all over their indexes as real ones do.
struct BenchRows {
    let now: Int64
    let leads: Int
    let accounts: Int
    let opportunities: Int

    private static let day: Int64 = 86_400_000
    private static let span: Int64 = 730 * day

    /// `WITH RECURSIVE s(n)` from one number to another, with `h`, a number
    /// that looks random.
    static func numbers(_ first: Int, _ last: Int) -> SQL {
        """
        WITH RECURSIVE c(n) AS (SELECT \(first) UNION ALL SELECT n + 1 FROM c WHERE n < \(last)),
        s(n, h) AS MATERIALIZED (SELECT n, (n * 2654435761) & 1073741823 FROM c)

        """
    }

    private func created(_ count: Int) -> SQL { "\(now - Self.span) + s.n * \(Self.span / Int64(max(count, 1)))" }

    private static func pick(_ expression: SQL, _ words: [String]) -> SQL {
        let cases = words.enumerated().map { "WHEN \(unsafe: String($0)) THEN \($1)" as SQL }.joined(separator: " ")
        return "CASE \(expression) % \(unsafe: String(words.count)) \(cases) END"
    }

    private static let titles = ["procurement", "technical", "decision", "business", "finance", "other"]
    private static let sizes = ["under_50", "from_50", "from_200", "from_1000"]
    private static let regions = ["east", "south", "north", "west"]
    private static let industries = ["manufacturing", "education", "medical", "retail", "internet", "finance", "other"]
    private static let sources = ["website", "wechat", "douyin", "fair", "referral", "ad", "call_in", "import"]
    private static let products = ["sales_cloud", "service_cloud", "data_platform", "industry_suite"]
    private static let stages = [
        "won", "won", "won", "lost", "lost", "lost", "lost", "first_contact", "discovery", "demo", "negotiation",
    ]

    // MARK: Leads

    /// A third open, the rest converted or void, a tenth in the pool.
    var lead: [SQL] {
        [
            """
            INSERT INTO r_lead (id, created_at, created_by, updated_at, updated_by, owner_id, org_unit_id, version,
              f_name, f_phone, f_company, f_title_role, f_company_size, f_current_system, f_email, f_industry, f_region,
              f_source, f_demand, f_budget, f_product_line, f_status, f_score, f_grade, f_assigned_at,
              f_first_touch_due, f_first_touched_at, f_first_touch_minutes, f_last_touch_at, f_next_date)
            SELECT s.n, \(created(leads)), NULL, \(created(leads)) + 3600000, NULL,
              CASE WHEN s.h % 10 = 9 THEN NULL ELSE o.owner END, CASE WHEN s.h % 10 = 9 THEN NULL ELSE o.unit END, 3,
              '王' || s.n, \(Self.phone), \(Self.company("s.n")), \(Self.pick("s.h / 7", Self.titles)),
              \(Self.pick("s.h / 11", Self.sizes)), 'Excel', CASE WHEN s.n % 4 = 0 THEN 'c' || s.n || '@example.com' END,
              \(Self.pick("s.h / 13", Self.industries)), \(Self.pick("s.h / 17", Self.regions)),
              \(Self.pick("s.h / 19", Self.sources)), '想管好二十人的销售团队，现在用表格，漏单很多，希望两个月内上线。',
              CASE WHEN s.h % 3 <> 0 THEN (s.h % 2000) * 100000 END, \(Self.pick("s.h / 23", Self.products)),
              CASE WHEN s.h % 10 = 9 THEN 'pool' WHEN s.h % 3 = 0 THEN 'working' WHEN s.h % 3 = 1 THEN 'converted'
                ELSE 'void' END,
              s.h % 97, \(Self.pick("s.h / 29", ["A", "B", "C"])), \(created(leads)) + 1000, \(created(leads)) + 3600000,
              \(created(leads)) + 1500000, 25,
              CASE WHEN s.h % 3 = 0 THEN \(now) - s.h % 86400000 ELSE \(created(leads)) + 86400000 END, '2099-01-01'
            FROM s JOIN bench_owner o ON o.slot = (s.h / 31) % 100
            """
        ]
    }

    /// The deadline that was met, the score's explanation and two events.
    var leadTraces: [SQL] {
        let owner: SQL = "FROM s JOIN r_lead r ON r.id = s.n"
        return [
            """
            INSERT INTO deadline (sla, object, record_id, owner_id, anchor_at, target_minutes, hard_minutes, calendar,
              calendar_version, schema_number, target_at, hard_at, state, met_at, minutes)
            SELECT 'first_touch', 'lead', r.id, r.owner_id, r.created_at, 60, 120, 'standard', 1, 1,
              r.created_at + 3600000, r.created_at + 7200000, 'met', r.created_at + 1500000, 25
            \(owner) WHERE r.owner_id IS NOT NULL
            """,
            """
            INSERT INTO score_result (object, record_id, score, total, grade, schema_number, lines, computed_at)
            SELECT 'lead', r.id, 'lead_score', r.f_score, r.f_grade, 1,
              '[{"k":"role","p":15},{"k":"size","p":10},{"k":"source","p":10},{"k":"completeness","p":5}]', r.created_at
            \(owner)
            """,
            """
            INSERT INTO event (xid, kind, object, record_id, actor, occurred_at, received_at, owner_id, org_unit_id,
              depth, schema_number, payload)
            SELECT 0, 'lead.arrived', 'lead', r.id, 'form:website', r.created_at, r.created_at, r.owner_id, r.org_unit_id,
              1, 1, '{"source":"website"}' \(owner)
            """,
            """
            INSERT INTO event (xid, kind, object, record_id, actor, occurred_at, received_at, owner_id, org_unit_id,
              depth, schema_number, payload)
            SELECT 0, 'lead.assigned', 'lead', r.id, 'form:website', r.created_at, r.created_at, r.owner_id, r.org_unit_id,
              2, 1, '{"decision":' || r.id || ',"rule":"其余按负荷","to":' || r.owner_id || '}' \(owner)
            WHERE r.owner_id IS NOT NULL
            """,
        ]
    }

    /// 1 30 0000 0000 and on in steps of 6,991: new numbers fall between.
    private static let phone: SQL = "printf('%d', 13000000000 + s.n * 6991)"

    /// Numbers in steps of 89.
    private static func company(_ number: SQL) -> SQL { "printf('华信%08d科技有限公司', \(number) * 89)" }

    /// What normalising leaves of it.
    private static func companyKey(_ number: SQL) -> SQL { "printf('华信%08d科技', \(number) * 89)" }

    var leadPhones: [SQL] {
        [
            """
            INSERT INTO dup_key (object, kind, value, record_id) SELECT 'lead', 'phone', \(Self.phone), s.n FROM s
            """
        ]
    }

    var leadCompanies: [SQL] {
        [
            """
            INSERT INTO dup_key (object, kind, value, record_id)
            SELECT 'lead', 'company', \(Self.companyKey("s.n")), s.n FROM s
            """,
            """
            INSERT INTO dup_key (object, kind, value, record_id)
            SELECT 'lead', 'email', 'c' || s.n || '@example.com', s.n FROM s WHERE s.n % 4 = 0
            """,
        ]
    }

    // MARK: Accounts

    /// Seven of ten are looked after, touched evenly over the last 72 hours;
    /// the others are old and closed.
    var account: [SQL] {
        let hours72: Int64 = 3 * Self.day
        let live = max(1, accounts * 7 / 10)
        return [
            """
            INSERT INTO r_account (id, created_at, updated_at, owner_id, org_unit_id, version, f_name, f_code, f_grade,
              f_status, f_industry, f_company_size, f_region, f_address, f_last_touch_at)
            SELECT s.n, \(created(accounts)), \(created(accounts)), o.owner, o.unit, 2, \(Self.company("s.n")),
              printf('KH2026%07d', s.n), \(Self.pick("s.h / 29", ["A", "B", "C"])),
              CASE WHEN s.n <= \(live) THEN 'active' WHEN s.h % 2 = 0 THEN 'customer' ELSE 'dormant' END,
              \(Self.pick("s.h / 13", Self.industries)), \(Self.pick("s.h / 11", Self.sizes)),
              \(Self.pick("s.h / 17", Self.regions)), '人民路 ' || s.n || ' 号',
              CASE WHEN s.n <= \(live)
                THEN \(now - hours72) + 1 + CAST(s.n * \(Double(hours72) / Double(live)) AS INTEGER)
                ELSE \(now - 10 * Self.day) - s.h % 10000000000 END
            FROM s JOIN bench_owner o ON o.slot = (s.h / 31) % 100
            """
        ]
    }

    var accountKeys: [SQL] {
        [
            """
            INSERT INTO dup_key (object, kind, value, record_id)
            SELECT 'account', 'company', \(Self.companyKey("s.n")), s.n FROM s
            """
        ]
    }

    // MARK: Opportunities

    /// Four of eleven are open and have just entered their stage.
    var opportunity: [SQL] {
        [
            """
            INSERT INTO r_opportunity (id, created_at, updated_at, owner_id, org_unit_id, version, f_name, f_code,
              f_account, f_lead, f_amount, f_product_line, f_region, f_stage, f_stage_entered_at, f_win_probability,
              f_expected_close, f_demand, f_last_touch_at, f_won_at, f_lost_at, f_lost_reason)
            SELECT s.n, \(created(opportunities)), \(created(opportunities)), o.owner, o.unit, 4,
              \(Self.company("s.n")) || ' 项目', printf('SJ202611%07d', s.n), 1 + s.h % \(max(accounts, 1)),
              1 + s.h % \(max(leads, 1)), (1 + s.h % 5000) * 100000, \(Self.pick("s.h / 23", Self.products)),
              \(Self.pick("s.h / 17", Self.regions)), \(Self.pick("s.h / 37", Self.stages)),
              \(now) - s.h % 86400000, 3500, '2099-01-01', '二十人团队，要管线索和商机。', \(now) - s.h % 86400000,
              CASE WHEN (s.h / 37) % 11 < 3 THEN \(created(opportunities)) + 1000000 END,
              CASE WHEN (s.h / 37) % 11 BETWEEN 3 AND 6 THEN \(created(opportunities)) + 1000000 END,
              CASE WHEN (s.h / 37) % 11 BETWEEN 3 AND 6 THEN 'price' END
            FROM s JOIN bench_owner o ON o.slot = (s.h / 31) % 100
            """
        ]
    }

    // MARK: Timers

    /// All a month and more away.
    var timer: [SQL] {
        [
            """
            INSERT INTO timer (due_at, kind, key, object, record_id, payload)
            SELECT \(now + 30 * Self.day) + s.h, 'deadline.hard', printf('bench:%08d:hard', s.n), 'lead', s.n,
              '{"deadline":' || s.n || '}' FROM s
            """
        ]
    }
}
