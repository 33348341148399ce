import Definitions
import FormulaLanguage
import Records
import SQLText
import Storage

/// Names for groups: options, people, units and records.
struct GroupLabels {
    private let session: MetricSession
    private let group: GroupField
    private let titles: [Int64: String]

    static let blank = "（空）"
    static let hidden = "（无权查看）"

    /// Looks up the records' names in one statement.
    init(_ keys: some Sequence<GroupKey>, of group: GroupField, _ session: MetricSession) throws {
        self.session = session
        self.group = group
        titles = try GroupLabels.titles(keys.compactMap(\.id), group, session)
    }

    func label(_ key: GroupKey) -> String {
        switch key {
        case .blank: return GroupLabels.blank
        case .text(let text): return group.field?.options[text]?.label.zh ?? text
        case .integer(let id): return label(id)
        }
    }

    private func label(_ id: Int64) -> String {
        if case .buckets(let buckets) = group.grouping {
            return buckets.spans.indices.contains(Int(id)) ? buckets.label(Int(id)) : GroupLabels.blank
        }
        let directory = session.reading.directory
        switch group.field?.type {
        case .boolean: return id == 0 ? "否" : "是"
        case .user: return directory.member(id)?.name ?? "#\(id)"
        case .department: return directory.unit(id)?.name ?? "#\(id)"
        default: return titles[id] ?? GroupLabels.hidden
        }
    }

    /// Titles of the records that the viewer may see.
    private static func titles(_ ids: [Int64], _ group: GroupField, _ session: MetricSession) throws -> [Int64: String] {
        guard !ids.isEmpty, group.field?.type == .reference, case .reference(let key)? = group.field?.storage,
            let object = session.reading.schema.object(key), object.title.isStored,
            session.visibility.sees(object.title.key, of: key)
        else { return [:] }
        let branches: [SQL] =
            session.viewer.isSystem ? [.empty] : session.reading.branches(of: object, for: session.viewer, alias: "r")
        let statement = branches.map { branch -> SQL in
            let rights: SQL = branch.isEmpty ? "" : " AND (\(branch))"
            return """
                SELECT r.id, r.\(id: object.title.column) FROM \(id: object.table) AS r
                WHERE r.id IN (\(values: ids))\(rights)
                """
        }.joined(separator: " UNION ALL ")
        guard !statement.isEmpty else { return [:] }
        let rows = try session.reading.connection.rows(statement) { ($0.integer(0) ?? 0, $0.text(1)) }
        return Dictionary(rows.map { ($0.0, $0.1 ?? "#\($0.0)") }, uniquingKeysWith: { first, _ in first })
    }
}
