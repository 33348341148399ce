import Definitions
import Hummingbird
import Records

/// Names of colleagues and units, for pickers.
enum DirectoryResource {
    static let routes: [Route] = [
        Route(
            method: .get, path: "/directory", id: "readDirectory", tag: "workspace",
            summary: Words("通讯录（仅姓名与部门）", "Members and units, names only"), access: .member,
            answer: .json(200, .named("Directory"), Words("成员与部门", "Members and units")), handler: read)
    ]

    private static func read(_ call: Call) async throws -> Response {
        let workspace = try call.member.workspace
        let schema = workspace.schema
        let members = workspace.directory.members.map { member -> JSONValue in
            .object([
                "id": .int(member.id), "name": .string(member.name), "pinyin": .string(member.pinyin),
                "role": .string(member.role), "role_label": .optional(schema.role(member.role)?.label.zh),
                "org_unit": .optional(member.orgUnitID), "is_active": .bool(member.isActive),
                "on_duty": .bool(member.onDuty),
            ])
        }
        let units = workspace.directory.units.map { unit -> JSONValue in
            .object([
                "id": .int(unit.id), "key": .string(unit.key), "name": .string(unit.name),
                "parent": .optional(unit.parentID), "manager": .optional(unit.managerID),
            ])
        }
        return .json(["members": .array(members), "units": .array(units)])
    }
}
