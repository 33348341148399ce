import Definitions
import FormulaLanguage
import Records

/// What an answer to the obstacle question sets in motion (A8): technical
/// doubts and disputed terms ask for the paper, disputed terms bring legal
/// in early.
struct ObstacleFollowUp {
    /// The role that is told of disputed terms.
    static let legalRole = "legal"

    let change: Change
    let record: Record
    let obstacle: String?
    let stage: StageDefinition

    func run() throws {
        guard let wanted = Obstacles.wantedEvidence(for: obstacle) else { return }
        let have = try Evidence.counts(record.object.key, record.id, in: change.connection)
        if have[wanted.kind] == nil, let owner = record.ownerID, Tasks.isAvailable(in: change.schema) {
            try Tasks.create(
                title: "上传“\(wanted.label.zh)”:\(record.title)", owner: owner,
                due: change.now.adding(milliseconds: 24 * 3_600_000), about: (record.object.key, record.id),
                source: "obstacle", in: change)
        }
        if obstacle == "contract_terms" { try tellLegal() }
    }

    private func tellLegal() throws {
        let legal = change.directory.members.filter { $0.role == Self.legalRole && $0.isActive }.map(\.id)
        try Notifications.send(
            .init(
                kind: "stage.obstacle", urgency: .today,
                title: Label("\(record.title) 的合同条款有分歧", en: "\(record.title): contract terms disputed"),
                body: Label("已进入“\(stage.label.zh)”,请提前介入", en: "Now in \"\(stage.label.english)\"; please step in early"),
                object: record.object.key, recordID: record.id, dedupeKey: "obstacle:\(record.object.key):\(record.id)"),
            to: legal, in: change)
    }
}
