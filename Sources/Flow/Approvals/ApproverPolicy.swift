import Definitions
import Records

/// Finds who decides (P6): never the one who asks. Where the first choice is
/// missing, absent or the requester, the next level up decides, then anybody
/// who manages, then an administrator.
struct ApproverPolicy {
    /// Who decides and why it is them.
    struct Choice: Hashable {
        enum Reason: String, Hashable {
            case manager, role
            case nextLevel = "next_level"
            case manages
            case administers
        }
        var approver: Int64
        var reason: Reason
        /// Members with this role may decide as well.
        var role: String?
    }

    let directory: Directory
    let roles: [RoleDefinition]

    func choose(_ requirement: ApprovalRequirement, owner: Int64?, requester: Int64?) -> Choice? {
        let start = (owner ?? requester).flatMap { directory.member($0) }
        switch requirement.approver {
        case .role:
            if let found = withRole(requirement.role, near: start, not: requester) {
                return Choice(approver: found.id, reason: .role, role: requirement.role)
            }
        case .manager:
            if let found = above(start, not: requester) { return found }
        }
        return fallback(near: start, not: requester)
    }

    private func fallback(near start: Member?, not requester: Int64?) -> Choice? {
        if let found = above(start, not: requester) { return found }
        let managing = Set(roles.filter(\.manages).map(\.key))
        let administering = Set(roles.filter(\.administers).map(\.key))
        if let found = pick(not: requester, where: { managing.contains($0.role) }) {
            return Choice(approver: found.id, reason: .manages)
        }
        return pick(not: requester) { administering.contains($0.role) }
            .map { Choice(approver: $0.id, reason: .administers) }
    }

    /// Up the line: the first superior who is there and did not ask.
    private func above(_ start: Member?, not requester: Int64?) -> Choice? {
        guard let start else { return nil }
        var seen: Set<Int64> = [start.id]
        var absent: Choice?
        var current = directory.manager(of: start)
        var reason = Choice.Reason.manager
        while let manager = current, seen.insert(manager.id).inserted {
            if manager.id != requester {
                let choice = Choice(approver: manager.id, reason: reason)
                if manager.onDuty { return choice }
                absent = absent ?? choice
            }
            reason = .nextLevel
            current = directory.manager(of: manager)
        }
        return absent
    }

    /// Whoever has the role, the owner's own unit first.
    private func withRole(_ role: String?, near start: Member?, not requester: Int64?) -> Member? {
        if let unit = start?.orgUnitID,
            let near = pick(not: requester, where: { $0.role == role && $0.orgUnitID == unit })
        {
            return near
        }
        return pick(not: requester) { $0.role == role }
    }

    private func pick(not requester: Int64?, where fits: (Member) -> Bool) -> Member? {
        let found = directory.members.filter { $0.isActive && $0.id != requester && fits($0) }
            .sorted { $0.id < $1.id }
        return found.first(where: \.onDuty) ?? found.first
    }
}
