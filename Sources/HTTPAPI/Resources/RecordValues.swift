import Definitions
import FormulaLanguage
import HTTPTypes
import Records
import SQLText
import Storage

/// Values between requests and changes.
enum RecordValues {
    /// Reads `values` for an object.
    ///
    /// - Throws: `RecordError` with an issue for each value that does not
    ///   hold and each field that does not exist.
    static func decode(_ json: JSONValue?, for object: ObjectModel) throws -> [String: Value] {
        var values: [String: Value] = [:]
        var issues: [RecordError.Issue] = []
        for (key, item) in (json?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let field = object.field(key) else {
                issues.append(unknown(key))
                continue
            }
            do { values[key] = try ValueCodec.decode(item, for: field) } catch { issues.append(error) }
        }
        guard issues.isEmpty else { throw RecordError(.invalid, issues) }
        return values
    }

    private static func unknown(_ key: String) -> RecordError.Issue {
        let shown = String(key.prefix(60))
        return RecordError.Issue(
            code: "field.unknown", field: shown, zh: "没有字段“\(shown)”，或您没有查看权限",
            en: "There is no field \"\(shown)\", or you may not see it", mendZh: "请检查字段名",
            mendEn: "Check the field's name")
    }
}

extension Outcome {
    /// A record as it stands at the end of a change.
    init(
        status: HTTPResponse.Status = .ok, record: Record, in change: Change, as viewer: Viewer
    ) throws {
        let document = try change.reading.record(record.object.key, record.id, as: viewer) as JSONValue
        self.init(status: status, value: document, version: document["version"]?.int.map { Int($0) })
    }
}

extension Reading {
    /// Refuses a file that somebody else has uploaded: knowing its number
    /// must not open it.
    func requireOwnUpload(_ file: Int64, of viewer: Viewer) throws {
        guard
            try connection.exists(
                "SELECT 1 FROM file WHERE id = \(file) AND created_by = \(Actor.user(viewer.member.id).text)")
        else {
            throw RecordError.invalid(
                "file.unknown", "文件不存在，请重新上传", "There is no such file; upload it again", field: "file_id")
        }
    }
}
