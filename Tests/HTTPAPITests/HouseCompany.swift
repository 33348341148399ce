/// A small company for tests: leads that are scored and distributed, an
/// opportunity with stages, a form, a board and three roles.
enum HouseCompany {
    static let definitions = [
        leads, others, process, engines, numbers, people,
    ].joined(separator: "\n---\n")

    private static let leads = """
        kind: object
        key: lead
        label: 线索
        title: name
        duplicate_keys: [{field: phone, normaliser: phone}]
        fields:
          - {key: name, label: 姓名, type: text, required: true, max_length: 60, search: true}
          - {key: phone, label: 电话, type: phone, search: true, mask: {style: last4, unmasked_roles: [rep, admin]}}
          - {key: company, label: 公司, type: text, search: true}
          - {key: title_role, label: 职位, type: select, options: [{key: technical, label: 技术}, {key: other, label: 其他}]}
          - {key: company_size, label: 公司规模, type: text}
          - {key: current_system, label: 当前使用系统, type: text}
          - {key: budget, label: 预算, type: money, indexed: true}
          - {key: note, label: 备注, type: longtext}
          - {key: score, label: 评分, type: number, indexed: true, read_only: true}
          - {key: grade, label: 等级, type: select, options: [{key: A, label: 甲}, {key: B, label: 乙}]}
          - {key: status, label: 状态, type: select, indexed: true, default: '"new"', options: [{key: new, label: 新}, {key: done, label: 已转}]}
          - {key: last_touch_at, label: 最近触达, type: datetime}
          - {key: due_at, label: 首触截止, type: datetime}
          - {key: minutes, label: 首触时长, type: number}
          - {key: account, label: 客户, type: reference, to: account}
          - {key: opportunity, label: 商机, type: reference, to: opportunity}
        summary: [company, score]
        views:
          - {key: rich, label: 有预算, columns: [name, budget], filter: '预算>1000', sort: -budget}
        """

    private static let others = """
        kind: object
        key: account
        label: 客户
        title: name
        fields:
          - {key: name, label: 客户名称, type: text, required: true}
          - {key: code, label: 代码, type: text, unique: true}
        ---
        kind: object
        key: opportunity
        label: 商机
        title: name
        fields:
          - {key: name, label: 商机名称, type: text, required: true}
          - {key: account, label: 客户, type: reference, to: account}
          - {key: amount, label: 金额, type: money}
          - {key: stage, label: 阶段, type: select}
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
        kind: object
        key: task
        label: 待办
        title: title
        fields:
          - {key: title, label: 标题, type: text, required: true}
          - {key: due_at, label: 截止, type: datetime}
          - {key: done_at, label: 完成时间, type: datetime}
          - {key: status, label: 状态, type: select, options: [{key: open, label: 待办}, {key: done, label: 完成}]}
        """

    private static let process = """
        kind: process
        key: sales
        label: 销售阶段
        object: opportunity
        field: stage
        stages:
          - {key: first, label: 初步接触, probability: 10}
          - key: proposal
            label: 方案演示
            probability: 50
            gate:
              required_fields: [amount]
              evidence: [{kind: minutes, label: 会议纪要}]
          - key: signing
            label: 商务谈判
            probability: 80
            gate: {approval: {approver: role, role: manager}}
          - {key: lost, label: 已输单, category: lost}
        """

    private static let engines = """
        kind: score
        key: lead
        label: 评分
        object: lead
        field: score
        grade_field: grade
        indicators:
          - {key: role, label: 职位, points: 60, when: 职位="技术"}
        grades: [{key: A, minimum: 60}, {key: B, minimum: 0}]
        ---
        kind: route
        key: lead
        label: 分发
        object: lead
        roles: [rep]
        guards: {pending_below: 50, per_day: 100}
        rules:
          - {key: rest, label: 轮流, strategy: round_robin}
        ---
        kind: sla
        key: first_touch
        label: 首触
        object: lead
        starts: lead.assigned
        met_by: touch.recorded
        tiers: [{target_minutes: 60}]
        hard_minutes: 120
        due_field: due_at
        duration_field: minutes
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
        effective_when: AND(方式="电话", 时长>=2)
        last_touch_field: last_touch_at
        empty_phrases: [持续跟进]
        ---
        kind: conversion
        key: lead
        label: 转化
        object: lead
        steps:
          - {name: account, object: account, values: {name: 公司}, source_field: account}
          - {name: opportunity, object: opportunity, values: {name: 公司}, links: {account: account}, source_field: opportunity}
        marks: {status: '"done"'}
        ---
        kind: form
        key: website
        label: 官网表单
        object: lead
        thanks: 谢谢
        consent: 我同意
        fields:
          - {field: name, required: true}
          - {field: phone, required: true}
          - {field: company}
          - {field: title_role}
          - {field: company_size}
          - {field: current_system}
        """

    private static let numbers = """
        kind: metric
        key: leads
        label: 线索数
        object: lead
        time: created_at
        ---
        kind: board
        key: main
        label: 看板
        widgets:
          - {key: a, label: 线索, style: number, metrics: [leads], width: 6}
        """

    private static let people = """
        kind: calendar
        key: standard
        label: 日历
        shifts: ["09:00-18:00"]
        off: ["2026-10-01"]
        worked: ["2026-10-10"]
        certain_years: [2026]
        ---
        kind: role
        key: admin
        label: 管理员
        administers: true
        manages: true
        grants:
          "*": {read: all, write: all, create: true, delete: true, export: true}
        ---
        kind: role
        key: manager
        label: 主管
        manages: true
        grants:
          "*": {read: team, write: team, create: true}
        ---
        kind: role
        key: rep
        label: 销售
        grants:
          account: {read: all, write: own, create: true}
          opportunity: {read: own, write: own, create: true, delete: true}
          "*": {read: own, write: own, create: true}
        """
}
