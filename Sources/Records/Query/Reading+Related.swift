public import Definitions
import FormulaLanguage
import SQLText
import Storage

/// Records of one object that point to a record through one field.
public struct RelatedGroup: Sendable {
    public let object: ObjectModel
    public let field: FieldModel
    /// How many the viewer may see, at most 1,001.
    public let count: Int
    /// The newest of them, as list items (JSON array).
    public let items: [UInt8]

    /// As the API writes it.
    public func write(to output: inout [UInt8]) {
        output.append(json: "{\"object\":")
        output.append(quoted: object.key)
        output.append(json: ",\"label\":")
        output.append(quoted: object.label.zh)
        output.append(json: ",\"label_en\":")
        output.append(quoted: object.label.en ?? object.label.zh)
        output.append(json: ",\"field\":")
        output.append(quoted: field.key)
        output.append(json: ",\"count\":")
        output.append(decimal: Int64(count))
        output.append(json: ",\"items\":")
        output.append(contentsOf: items)
        output.append(UInt8(ascii: "}"))
    }
}

extension Reading {
    /// What points to a record, object by object; groups without rows are
    /// left out.
    ///
    /// - Throws: ``RecordError``, the same for "none" and "not yours".
    public func related(_ object: String, _ id: Int64, as viewer: Viewer, limit: Int = 5) throws -> [RelatedGroup] {
        _ = try visibleRecord(object, id, as: viewer)
        var groups: [RelatedGroup] = []
        for model in schema.objects where viewer.scope(for: model.key, .read) != .none {
            let hidden = runtime.restriction(model, for: viewer).hidden
            for field in model.fields where pointsTo(object, field) && !hidden.contains(field.key) {
                if let group = try group(model, field, id, as: viewer, limit: limit) { groups.append(group) }
            }
        }
        return groups
    }

    private func pointsTo(_ object: String, _ field: FieldModel) -> Bool {
        field.type == .reference && field.isStored && field.target == object
    }

    private func group(
        _ model: ObjectModel, _ field: FieldModel, _ id: Int64, as viewer: Viewer, limit: Int
    ) throws -> RelatedGroup? {
        let restriction = runtime.restriction(model, for: viewer)
        guard restriction.masked[field.key] == nil else { return nil }
        let columns = model.definition.summary.filter { !restriction.hidden.contains($0) }
        let request = ListRequest(
            object: model.key,
            filters: [FieldFilter(field.key, .eq, [.reference(object: field.target, id: id)])],
            columns: columns, limit: limit)
        let count = try count(request, as: viewer)
        guard count > 0 else { return nil }
        var bytes: [UInt8] = []
        _ = try list(request, as: viewer, into: &bytes)
        // The list's `{"items":[…],"next_cursor":…}` without its frame.
        let start = Array("{\"items\":".utf8).count
        let mark = Array(",\"next_cursor\":".utf8)
        let end = bytes.indices.reversed().first { bytes[$0...].starts(with: mark) } ?? bytes.endIndex
        return RelatedGroup(object: model, field: field, count: count, items: Array(bytes[start..<end]))
    }
}
