import Definitions
import Records

/// Who may decide and who may take back.
struct ApprovalRights {
    let change: Change

    private var isAdministrator: Bool { change.viewer?.role.administers ?? false }

    func requireDecision(_ approval: ApprovalRow) throws {
        guard let user = change.actor.userID, let member = change.directory.member(user), member.isActive else {
            throw RecordError.forbidden("审批需要由人来决定", "Only a person can decide this")
        }
        guard user != approval.requestedBy else {
            throw RecordError.forbidden("不能审批自己的申请", "You cannot approve your own request")
        }
        let isSuperior =
            change.directory.member(approval.approverID)
            .flatMap { change.directory.manager(of: $0) }?.id == user
        guard user == approval.approverID || member.role == approval.approverRole || isSuperior || isAdministrator
        else {
            throw RecordError.forbidden("这条审批由其他人处理", "This approval is for somebody else")
        }
    }

    func requireWithdrawal(_ approval: ApprovalRow) throws {
        guard change.actor.userID == approval.requestedBy || isAdministrator else {
            throw RecordError.forbidden("只有申请人可以撤回", "Only who asked can take it back")
        }
    }
}
