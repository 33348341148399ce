/// The fields that the platform keeps on every object.
public enum SystemField: String, Sendable, Hashable, CaseIterable, Codable {
    case id
    case createdAt = "created_at"
    case createdBy = "created_by"
    case updatedAt = "updated_at"
    case updatedBy = "updated_by"
    case owner
    /// The owner's org unit when the owner was assigned: credit has a time.
    case orgUnit = "org_unit"
    case version
    case deletedAt = "deleted_at"
    /// UUID of a record made offline.
    case clientKey = "client_key"
    /// Empty, `yellow` or `red`.
    case warning
    case warningReason = "warning_reason"

    /// The physical column.
    public var column: String {
        switch self {
        case .owner: "owner_id"
        case .orgUnit: "org_unit_id"
        default: rawValue
        }
    }

    /// What users call it.
    public var label: Label {
        switch self {
        case .id: Label("ID", en: "ID")
        case .createdAt: Label("创建时间", en: "Created at")
        case .createdBy: Label("创建人", en: "Created by")
        case .updatedAt: Label("更新时间", en: "Updated at")
        case .updatedBy: Label("更新人", en: "Updated by")
        case .owner: Label("负责人", en: "Owner")
        case .orgUnit: Label("部门", en: "Org unit")
        case .version: Label("版本", en: "Version")
        case .deletedAt: Label("删除时间", en: "Deleted at")
        case .clientKey: Label("客户端标识", en: "Client key")
        case .warning: Label("预警", en: "Warning")
        case .warningReason: Label("预警原因", en: "Warning reason")
        }
    }

    /// Its kind.
    public var type: FieldType {
        switch self {
        case .id, .version: .number
        case .createdAt, .updatedAt, .deletedAt: .datetime
        case .createdBy, .updatedBy, .owner: .user
        case .orgUnit: .department
        case .clientKey, .warningReason: .text
        case .warning: .select
        }
    }

    /// As a field of an object.
    var definition: FieldDefinition {
        var field = FieldDefinition(key: rawValue, label: label, type: type)
        field.readOnly = self != .owner
        field.hidden = [.id, .version, .deletedAt, .clientKey].contains(self)
        field.indexed = self == .createdAt
        if self == .warning {
            field.options = [
                OptionDefinition(key: "yellow", label: Label("黄", en: "Yellow"), color: "yellow"),
                OptionDefinition(key: "red", label: Label("红", en: "Red"), color: "red"),
            ]
        }
        return field
    }
}
