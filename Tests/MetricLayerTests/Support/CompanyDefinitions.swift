/// The definitions of a small company that every kind of metric is tried on.
enum CompanyDefinitions {
    static let yaml = """
        kind: calendar
        key: standard
        label: 标准工作日
        shifts: ["09:00-18:00"]
        ---
        kind: role
        key: rep
        label: 销售代表
        grants:
          "*": {read: own, write: own, create: true}
          opportunity: {read: own, write: own, create: true, hidden_fields: [margin]}
        ---
        kind: role
        key: manager
        label: 主管
        manages: true
        grants:
          "*": {read: team, write: team, create: true}
        ---
        kind: role
        key: director
        label: 总监
        manages: true
        grants:
          "*": {read: department, write: department, create: true}
        ---
        kind: role
        key: finance
        label: 财务
        grants:
          "*": {read: all, write: none}
          touch: {read: none, write: none}
        ---
        kind: role
        key: admin
        label: 管理员
        administers: true
        grants:
          "*": {read: all, write: all, create: true}
        ---
        kind: object
        key: account
        label: 客户
        title: name
        fields:
          - {key: name, label: 客户名称, type: text}
          - {key: phone, label: 电话, type: phone, mask: {style: last4, unmasked_roles: [manager, admin]}}
        ---
        kind: object
        key: opportunity
        label: 商机
        title: name
        fields:
          - {key: name, label: 商机名称, type: text}
          - {key: account, label: 所属客户, type: reference, to: account}
          - key: stage
            label: 阶段
            type: select
            options: [{key: first, label: 初步接触}, {key: need, label: 需求确认}, {key: demo, label: 方案演示}, {key: won, label: 合同已签}, {key: lost, label: 已输单}]
          - key: product
            label: 产品线
            type: select
            options: [{key: crm, label: 客户管理}, {key: erp, label: 资源计划}, {key: bi, label: 数据分析}]
          - {key: amount, label: 金额, type: money, indexed: true}
          - {key: probability, label: 赢率, type: percent}
          - {key: score, label: 评分, type: number, decimals: 3}
          - {key: margin, label: 毛利, type: money}
          - {key: margin_twice, label: 两倍毛利, type: formula, formula: 毛利*2, result: money}
          - {key: big, label: 大单, type: boolean}
          - {key: won_at, label: 签约时间, type: datetime}
          - {key: close_on, label: 预计成交日, type: date}
        ---
        kind: process
        key: sales
        label: 销售流程
        object: opportunity
        field: stage
        stages:
          - {key: first, label: 初步接触, probability: 10}
          - {key: need, label: 需求确认, probability: 35}
          - {key: demo, label: 方案演示, probability: 60}
          - {key: won, label: 合同已签, probability: 100, category: won}
          - {key: lost, label: 已输单, category: lost}
        ---
        kind: object
        key: touch
        label: 触达
        title: summary
        parents: [opportunity]
        fields:
          - {key: summary, label: 摘要, type: text}
          - {key: opportunity, label: 商机, type: reference, to: opportunity}
          - {key: minutes, label: 时长, type: number, decimals: 1}
          - {key: effective, label: 有效, type: boolean}
          - {key: happened_at, label: 发生时间, type: datetime}
        \(metrics)
        \(boards)
        """

    private static let metrics = """
        ---
        {kind: metric, key: deals, label: 新增商机, type: simple, object: opportunity, time: created_at, higher_is_better: true}
        ---
        {kind: metric, key: open_deals, label: 在跟商机, type: simple, object: opportunity, filter: '阶段<>"合同已签"'}
        ---
        {kind: metric, key: pipeline, label: 在跟金额, type: simple, object: opportunity, aggregate: sum, field: amount, format: money}
        ---
        {kind: metric, key: forecast, label: 预测金额, type: simple, object: opportunity, aggregate: sum, expression: 金额*赢率, time: close_on, format: money}
        ---
        {kind: metric, key: average_deal, label: 平均金额, type: simple, object: opportunity, aggregate: average, field: amount, time: created_at, format: money}
        ---
        {kind: metric, key: least_score, label: 最低评分, type: simple, object: opportunity, aggregate: minimum, field: score, time: created_at}
        ---
        {kind: metric, key: best_score, label: 最高评分, type: simple, object: opportunity, aggregate: maximum, field: score, time: created_at}
        ---
        {kind: metric, key: rated, label: 有评分的商机, type: simple, object: opportunity, field: score, time: created_at}
        ---
        {kind: metric, key: win_rate, label: 赢单率, type: conversion, object: opportunity, success: '阶段="合同已签"', time: created_at, format: percent}
        ---
        {kind: metric, key: median_deal, label: 金额中位数, type: median, object: opportunity, field: amount, time: created_at, format: money}
        ---
        {kind: metric, key: median_score, label: 评分中位数, type: median, object: opportunity, field: score, filter: '产品线="客户管理"'}
        ---
        {kind: metric, key: won_amount, label: 签约金额, type: simple, object: opportunity, aggregate: sum, field: amount, time: won_at, credit: then, format: money}
        ---
        {kind: metric, key: won_now, label: 现负责的签约金额, type: simple, object: opportunity, aggregate: sum, field: amount, time: won_at, format: money}
        ---
        {kind: metric, key: touches, label: 有效触达, type: simple, object: touch, filter: 有效, time: happened_at, credit: then}
        ---
        {kind: metric, key: touch_minutes, label: 触达时长, type: simple, object: touch, aggregate: sum, field: minutes, time: happened_at, credit: then, format: minutes}
        ---
        {kind: metric, key: touches_per_deal, label: 单均触达, type: ratio, numerator: touches, denominator: deals}
        ---
        {kind: metric, key: margin_total, label: 毛利, type: simple, object: opportunity, aggregate: sum, field: margin, format: money}
        ---
        {kind: metric, key: rich_deals, label: 高毛利商机, type: simple, object: opportunity, filter: 两倍毛利>1000}
        ---
        {kind: metric, key: margin_rate, label: 毛利率, type: ratio, numerator: margin_total, denominator: pipeline, format: percent}
        ---
        {kind: metric, key: lost_deals, label: 输单, type: simple, object: opportunity, filter: '阶段="已输单"', time: created_at, higher_is_better: false}
        """

    private static let boards = """
        ---
        kind: board
        key: sales
        label: 销售看板
        widgets:
          - {key: deals, label: 新增商机, style: number, metrics: [deals, win_rate, median_deal], width: 4}
          - {key: funnel, label: 销售漏斗, style: funnel, metrics: [open_all, pipeline], width: 8}
          - {key: products, label: 产品线, style: bar, metrics: [deals, average_deal], group_by: product}
          - {key: accounts, label: 客户, style: table, metrics: [deals, pipeline], group_by: account}
          - {key: owners, label: 负责人, style: table, metrics: [deals, touches_per_deal], group_by: owner}
          - {key: ranking, label: 排名, style: ranking, metrics: [deals, won_amount]}
          - {key: trend, label: 走势, style: trend, metrics: [deals, median_deal]}
          - {key: margin, label: 毛利, style: number, metrics: [margin_total]}
          - {key: gauge, label: 预测, style: gauge, metrics: [forecast]}
        ---
        {kind: metric, key: open_all, label: 全部商机, type: simple, object: opportunity}
        ---
        kind: board
        key: leaders
        label: 管理看板
        roles: [manager, director, admin]
        widgets:
          - {key: deals, label: 新增商机, style: number, metrics: [deals]}
        """
}
