import SQLText
import Storage

/// Members and units between their tables and ``Directory``.
enum DirectoryStore {
    static func load(_ connection: any Connection) throws -> Directory {
        let members = try connection.rows(
            """
            SELECT id, name, pinyin, role, org_unit_id, manager_id, on_duty, skills, is_active, phone, email, settings
            FROM member ORDER BY id
            """, member)
        let units = try connection.rows("SELECT id, key, name, parent_id, manager_id FROM org_unit ORDER BY id") {
            OrgUnit(
                id: $0.integer(0) ?? 0, key: $0.text(1) ?? "", name: $0.text(2) ?? "", parentID: $0.integer(3),
                managerID: $0.integer(4))
        }
        return Directory(members: members, units: units)
    }

    private static func member(_ row: any Row) throws -> Member {
        let skills = try row.text(7).map { try JSONValue(parsing: $0) }?.array ?? []
        return Member(
            id: row.integer(0) ?? 0, name: row.text(1) ?? "", pinyin: row.text(2) ?? "", role: row.text(3) ?? "",
            orgUnitID: row.integer(4), managerID: row.integer(5), onDuty: row.integer(6) == 1,
            skills: skills.compactMap(\.string), isActive: row.integer(8) == 1, phone: row.text(9),
            email: row.text(10), settings: try row.text(11).map { try JSONValue(parsing: $0) } ?? .object([:]))
    }

    /// Inserts or updates; the id is given out where it is zero.
    static func save(_ unit: OrgUnit, _ connection: any Connection) throws -> OrgUnit {
        var unit = unit
        let known = unit.id == 0 ? nil : try connection.integer("SELECT id FROM org_unit WHERE id = \(unit.id)")
        if known != nil {
            try connection.execute(
                """
                UPDATE org_unit SET key = \(unit.key), name = \(unit.name), parent_id = \(unit.parentID.sqlValue),
                manager_id = \(unit.managerID.sqlValue) WHERE id = \(unit.id)
                """)
        } else if unit.id != 0 {
            try connection.execute(
                """
                INSERT INTO org_unit (id, key, name, parent_id, manager_id)
                VALUES (\(unit.id), \(unit.key), \(unit.name), \(unit.parentID.sqlValue), \(unit.managerID.sqlValue))
                """)
            try advanceIdentity("org_unit", connection)
        } else {
            unit.id = try connection.insert(
                """
                INSERT INTO org_unit (key, name, parent_id, manager_id)
                VALUES (\(unit.key), \(unit.name), \(unit.parentID.sqlValue), \(unit.managerID.sqlValue))
                """)
        }
        return unit
    }

    /// Inserts or updates; the id is given out where it is zero.
    static func save(_ member: Member, _ connection: any Connection) throws -> Member {
        var member = member
        if member.pinyin.isEmpty { member.pinyin = TextForms.pinyin(member.name) }
        let known = member.id == 0 ? nil : try connection.integer("SELECT id FROM member WHERE id = \(member.id)")
        let columns: [(SQL, SQLValue)] = [
            ("name", .text(member.name)), ("pinyin", .text(member.pinyin)), ("role", .text(member.role)),
            ("org_unit_id", member.orgUnitID.sqlValue), ("manager_id", member.managerID.sqlValue),
            ("on_duty", member.onDuty.sqlValue),
            ("skills", .text(JSONValue.array(member.skills.map { .string($0) }).text)),
            ("is_active", member.isActive.sqlValue), ("phone", member.phone.sqlValue),
            ("email", member.email.sqlValue), ("settings", .text(member.settings.text)),
        ]
        if known != nil {
            let settings = columns.map { "\($0.0) = \($0.1)" as SQL }.joined(separator: ", ")
            try connection.execute("UPDATE member SET \(settings) WHERE id = \(member.id)")
            return member
        }
        let names = columns.map(\.0).joined(separator: ", ")
        let values = SQL("\(values: columns.map(\.1))")
        if member.id != 0 {
            try connection.execute("INSERT INTO member (id, \(names)) VALUES (\(member.id), \(values))")
            try advanceIdentity("member", connection)
        } else {
            member.id = try connection.insert("INSERT INTO member (\(names)) VALUES (\(values))")
        }
        return member
    }

    /// PostgreSQL's counter does not notice an id that was given from outside.
    private static func advanceIdentity(_ table: String, _ connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        _ = try connection.integer(
            """
            SELECT setval(pg_get_serial_sequence(\(table), 'id'),
                (SELECT MAX(id) FROM \(id: table)))
            """)
    }
}
