import Definitions

/// Small sets of definitions to compile and to break.
enum Samples {
    /// A folder of this package.
    static let template: String = {
        let file = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(file)/Templates/sales"
    }()

    static func compile(_ yaml: String, number: Int = 1) throws -> Schema {
        let source = try Definition.read(yaml, document: "sample.yaml")
        return try Schema.compile(source.definitions, number: number, sources: source.sources)
    }

    /// The issues of a text, whether it fails to read or to compile.
    static func issues(_ yaml: String) -> [DefinitionIssue] {
        do {
            let source = try Definition.read(yaml, document: "sample.yaml")
            _ = try Schema.compile(source.definitions, number: 1, sources: source.sources)
            return []
        } catch {
            return error.issues
        }
    }

    /// One of each kind, as short as they can be.
    static let whole = """
        kind: object
        key: lead
        label: 线索
        title: name
        duplicate_keys:
          - {field: phone, normaliser: phone}
        fields:
          - {key: name, label: 姓名, type: text, required: true, max_length: 60}
          - {key: phone, label: 电话, type: phone, mask: {style: last4, unmasked_roles: [rep]}}
          - {key: company, label: 公司, type: text}
          - {key: title_role, label: 职位, type: select, options: [{key: technical, label: 技术}, {key: other, label: 其他}]}
          - {key: company_size, label: 公司规模, type: text}
          - {key: current_system, label: 当前使用系统, type: text}
          - {key: budget, label: 预算, type: money, validation: {formula: 预算>=0, message: 不能为负}}
          - {key: rate, label: 折扣, type: percent, default: 10%}
          - {key: net, label: 净额, type: formula, result: money, formula: 预算*(1-折扣)}
          - {key: half, label: 半额, type: formula, result: money, formula: 净额/2}
          - {key: score, label: 评分, type: number, indexed: true, read_only: true}
          - {key: grade, label: 等级, type: select, options: [{key: A, label: 甲}, {key: B, label: 乙}]}
          - {key: stage, label: 阶段, type: select}
          - {key: entered_at, label: 进入时间, type: datetime}
          - {key: last_touch_at, label: 最近触达, type: datetime}
          - {key: due_at, label: 首触截止, type: datetime}
          - {key: minutes, label: 首触时长, type: number}
          - {key: no, label: 编号, type: autonumber, pattern: "XS{yyyy}{seq:5}"}
          - {key: tags, label: 标签, type: multiselect, options: [{key: hot, label: 热}]}
          - {key: account, label: 客户, type: reference, to: account}
          - {key: touches, label: 次数, type: rollup, formula: "COUNTIFS(触达, 触达.线索=ID)"}
        summary: [company, score]
        views:
          - {key: all, label: 全部, columns: [name, score, net], filter: 'AND(评分>10, 净额>0)', sort: -score}
          - {key: board, label: 看板, style: kanban, group_by: stage, sum: budget}
        ---
        kind: object
        key: account
        label: 客户
        title: name
        fields:
          - {key: name, label: 客户名称, type: text, required: true}
          - {key: code, label: 代码, type: text, unique: true}
        ---
        kind: object
        key: touch
        label: 触达
        title: content
        parents: [lead]
        fields:
          - {key: lead, label: 线索, type: reference, to: lead}
          - {key: channel, label: 方式, type: select, options: [{key: call, label: 电话}]}
          - {key: content, label: 内容, type: longtext}
          - {key: next_action, label: 下次动作, type: text}
          - {key: next_date, label: 下次日期, type: date}
          - {key: duration, label: 时长, type: number}
          - {key: evidence, label: 凭证, type: attachment}
          - {key: effective, label: 有效, type: boolean}
        ---
        kind: process
        key: lead
        label: 阶段
        object: lead
        field: stage
        stages:
          - {key: first, label: 初步, probability: 10, probability_range: [5, 15], sla_working_days: 5}
          - key: second
            label: 中间
            probability: 50
            gate:
              required_fields: [budget]
              evidence: [{kind: minutes, label: 会议纪要}]
              conditions: [{formula: 净额>0, message: 净额要大于零}]
              earlier_events: [{event: touch.recorded, label: 有效触达}]
              obstacle: true
              approval: {approver: role, role: manager, when: 预算>500000}
          - {key: won, label: 赢单, category: won, probability: 100, gate: {external_event: {event: receipt.posted, label: 回款}}}
          - {key: lost, label: 输单, category: lost, gate: {required_fields: [company]}}
        ---
        kind: score
        key: lead
        label: 评分
        object: lead
        field: score
        grade_field: grade
        indicators:
          - {key: role, label: 职位, points: 15, when: 职位="技术"}
          - {key: page, label: 定价页, points: 15, event: page.viewed, match: {page: pricing}, cap: 30, window_days: 30, half_life_days: 7}
        grades: [{key: A, minimum: 60}, {key: B, minimum: 0}]
        ---
        kind: route
        key: lead
        label: 分发
        object: lead
        roles: [rep]
        guards: {pending_below: 8, per_day: 15}
        rules:
          - {key: hot, label: 热, when: 等级="甲", strategy: best_match}
          - {key: rest, label: 其余, teams: [east], strategy: round_robin}
        ---
        kind: sla
        key: first_touch
        label: 首触
        object: lead
        starts: lead.assigned
        met_by: touch.recorded
        tiers: [{when: 等级="甲", target_minutes: 30}, {target_minutes: 60}]
        hard_minutes: 120
        due_field: due_at
        duration_field: minutes
        ---
        kind: warning
        key: quiet
        label: 安静
        object: lead
        since: last_touch_at
        hours: 72
        when: 阶段<>"赢单"
        level: yellow
        notify: [owner]
        advice: 打个电话
        ---
        kind: touch
        key: touch
        object: touch
        channel_field: channel
        content_field: content
        next_action_field: next_action
        next_date_field: next_date
        duration_field: duration
        evidence_field: evidence
        effective_field: effective
        targets: [lead]
        effective_when: AND(方式="电话", 时长>=2, COUNTA(凭证)>0)
        last_touch_field: last_touch_at
        empty_phrases: [持续跟进]
        ---
        kind: conversion
        key: lead
        label: 转化
        object: lead
        when: {formula: 阶段<>"赢单", message: 已赢单}
        steps:
          - {name: account, object: account, values: {name: 公司}, source_field: account}
        marks: {company_size: '"已转"'}
        ---
        kind: rule
        key: hot
        label: 热线索
        object: lead
        trigger: {event: lead.assigned}
        when: 净额>100
        actions:
          - notify: {to: [owner, manager], message: 快联系}
          - create_task: {title: 联系, due_working_hours: 2}
          - update: {budget: 预算+1}
          - webhook: {url: "https://example.com/hook"}
        ---
        kind: metric
        key: leads
        label: 线索数
        object: lead
        time: created_at
        ---
        kind: metric
        key: net
        label: 净额
        object: lead
        aggregate: sum
        expression: 净额*2
        filter: 评分>0
        format: money
        ---
        kind: metric
        key: share
        label: 净额均值
        type: ratio
        numerator: net
        denominator: leads
        ---
        kind: metric
        key: won
        label: 赢单率
        type: conversion
        object: lead
        success: 阶段="赢单"
        format: percent
        ---
        kind: board
        key: main
        label: 看板
        roles: [manager]
        widgets:
          - {key: a, label: 线索, style: bar, metrics: [leads, share], group_by: stage, width: 6}
        ---
        kind: form
        key: web
        label: 官网
        object: lead
        fields:
          - {field: name, required: true}
          - {field: phone}
          - {field: company}
          - {field: title_role}
          - {field: company_size}
        presets: {budget: "0"}
        waivers: {current_system: 展会现场不问}
        consent: 同意
        ---
        kind: calendar
        key: standard
        label: 日历
        shifts: ["09:00-12:00", "13:30-18:00"]
        off: ["2026-10-01"]
        worked: ["2026-10-10"]
        certain_years: [2026]
        ---
        kind: role
        key: rep
        label: 销售
        grants:
          lead: {read: own, write: own, create: true, hidden_fields: [net]}
          "*": {read: own, write: own, create: true}
        ---
        kind: role
        key: manager
        label: 主管
        manages: true
        grants:
          "*": {read: team, write: team, create: true}
        """
}
