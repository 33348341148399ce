import Definitions
import TestKit

/// A company with leads on a clock, opportunities in stages, tasks, warnings
/// and rules; people, roles and calendar are the sample company's.
enum FlowSample {
    static func definitions(rules: String = "", calendar: CalendarDefinition = SampleCompany.calendar) throws
        -> [Definition]
    {
        let texts = [objects, process, clocks] + (rules.isEmpty ? [] : [rules])
        let read = try Definition.read(texts.joined(separator: "\n---\n")).definitions
        return read + roles.map { .role($0) } + [.calendar(calendar)]
    }

    /// The sample company's, without what they say of fields of its lead.
    private static let roles = SampleCompany.roles.map { role in
        var role = role
        role.grants["lead"] = nil
        return role
    }

    private static let objects = """
        kind: object
        key: lead
        label: 线索
        label_en: Lead
        title: name
        fields:
          - {key: name, label: 姓名, label_en: Name, type: text, required: true}
          - {key: status, label: 状态, label_en: Status, type: select, default: '"working"', options: [{key: working, label: 跟进中}, {key: void, label: 无效}]}
          - {key: grade, label: 等级, label_en: Grade, type: select, options: [{key: A, label: A}, {key: B, label: B}]}
          - {key: budget, label: 预算, label_en: Budget, type: money}
          - {key: note, label: 备注, label_en: Note, type: text}
          - {key: last_touch_at, label: 最近触达, label_en: Last touch, type: datetime, read_only: true}
          - {key: first_touch_due, label: 首触截止, label_en: First touch due, type: datetime, read_only: true}
          - {key: first_touch_minutes, label: 首触时长, label_en: First touch minutes, type: number, read_only: true}
        ---
        kind: object
        key: opportunity
        label: 商机
        label_en: Opportunity
        title: name
        fields:
          - {key: name, label: 商机名称, label_en: Name, type: text, required: true}
          - {key: amount, label: 金额, label_en: Amount, type: money}
          - {key: demand, label: 需求, label_en: Demand, type: text}
          - {key: stage, label: 阶段, label_en: Stage, type: select}
          - {key: stage_entered_at, label: 进入阶段时间, label_en: Entered, type: datetime, read_only: true}
          - {key: win_probability, label: 赢率, label_en: Win probability, type: percent}
          - {key: obstacle, label: 障碍, label_en: Obstacle, type: select, options: [{key: decision_chain, label: 决策链不清晰}, {key: technical_fit, label: 技术适配存疑}, {key: budget, label: 预算审批未启动}, {key: contract_terms, label: 合同条款分歧}, {key: none, label: 无障碍}]}
          - {key: lost_reason, label: 输单原因, label_en: Lost reason, type: text}
          - {key: won_at, label: 赢单时间, label_en: Won at, type: datetime, read_only: true}
          - {key: lost_at, label: 输单时间, label_en: Lost at, type: datetime, read_only: true}
        ---
        kind: object
        key: task
        label: 任务
        label_en: Task
        title: title
        fields:
          - {key: title, label: 任务标题, label_en: Title, type: text, required: true}
          - {key: due_at, label: 截止时间, label_en: Due, type: datetime}
          - {key: status, label: 任务状态, label_en: Status, type: select, default: '"open"', options: [{key: open, label: 待办}, {key: done, label: 已完成}]}
          - {key: done_at, label: 完成时间, label_en: Done at, type: datetime, read_only: true}
          - {key: lead, label: 线索, label_en: Lead, type: reference, to: lead}
          - {key: opportunity, label: 商机, label_en: Opportunity, type: reference, to: opportunity}
          - {key: source, label: 来源, label_en: Source, type: text, read_only: true}
        """

    private static let process = """
        kind: process
        key: opportunity
        label: 商机阶段
        object: opportunity
        field: stage
        stages:
          - {key: contact, label: 初步接触, label_en: First contact, probability: 10, probability_range: [5, 15], sla_working_days: 5}
          - key: need
            label: 需求确认
            label_en: Discovery
            probability: 35
            probability_range: [25, 45]
            sla_working_days: 5
            gate:
              required_fields: [demand]
              evidence: [{kind: minutes, label: 会议纪要, label_en: minutes, count: 2}]
              earlier_events: [{event: touch.recorded, label: 有效触达, label_en: an effective touch}]
              obstacle: true
          - {key: demo, label: 方案演示, label_en: Demo, probability: 60, probability_range: [50, 70], sla_working_days: 5}
          - key: talks
            label: 商务谈判
            label_en: Negotiation
            probability: 80
            probability_range: [70, 85]
            sla_working_days: 8
            gate:
              conditions: [{formula: 金额>0, message: 金额要大于 0, message_en: The amount must be positive}]
              approval: {approver: manager, when: 金额>=1000}
          - {key: signed, label: 合同已签, label_en: Signed, probability: 95, probability_range: [90, 100]}
          - key: won
            label: 已回款
            label_en: Paid
            category: won
            probability: 100
            gate:
              external_event: {event: receipt.posted, label: 财务回款, label_en: Finance receipt}
          - key: lost
            label: 已输单
            label_en: Lost
            category: lost
            probability: 0
            gate:
              required_fields: [lost_reason]
        """

    private static let clocks = """
        kind: sla
        key: first_touch
        label: 首触时限
        label_en: First touch
        object: lead
        starts: lead.assigned
        met_by: touch.recorded
        tiers:
          - {when: '等级="A"', target_minutes: 30}
          - {target_minutes: 60}
        hard_minutes: 120
        due_field: first_touch_due
        duration_field: first_touch_minutes
        ---
        kind: warning
        key: quiet
        label: 线索未跟进
        label_en: Lead quiet
        object: lead
        since: last_touch_at
        hours: 72
        when: 状态="跟进中"
        level: yellow
        notify: [owner]
        advice: 今天打一个电话
        advice_en: Call today
        ---
        kind: warning
        key: shelved
        label: 线索搁置
        label_en: Lead shelved
        object: lead
        since: last_touch_at
        hours: 168
        when: 状态="跟进中"
        level: red
        notify: [owner, manager]
        recycles: true
        advice: 已退回公海
        advice_en: Back in the pool
        ---
        kind: warning
        key: stalled
        label: 商机停留
        label_en: Deal stalled
        object: opportunity
        since: stage_entered_at
        working_days: 5
        when: AND(阶段<>"已回款", 阶段<>"已输单")
        level: red
        notify: [manager]
        advice: 约决策人
        advice_en: Meet the decider
        """
}
