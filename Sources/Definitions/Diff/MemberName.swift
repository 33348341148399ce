/// What screens call the members of documents.
enum MemberName {
    /// The words for a member; its own name where there are none.
    static func label(_ key: String) -> Label {
        let isEnglish = key.hasSuffix("_en")
        let base = isEnglish ? String(key.dropLast(3)) : key
        guard let zh = words[base] else { return Label(key, en: key) }
        let en = base.split(separator: "_").joined(separator: " ")
        return isEnglish ? Label("英文\(zh)", en: "English \(en)") : Label(zh, en: en)
    }

    /// The word for one element of a list.
    static func singular(_ key: String) -> Label {
        let name = label(key)
        var en = name.en ?? key
        if en.hasSuffix("s"), en != "status" { en.removeLast() }
        return Label(name.zh, en: en)
    }

    private static let words: [String: String] = [
        "label": "名称", "title": "标题字段", "icon": "图标", "summary": "摘要字段", "parents": "上级字段",
        "duplicate_keys": "查重字段", "fields": "字段", "views": "视图", "type": "类型", "required": "必填",
        "unique": "唯一", "hidden": "隐藏", "read_only": "只读", "indexed": "索引", "search": "可搜索",
        "max_length": "最大长度", "decimals": "小数位数", "default": "默认值", "validation": "校验",
        "options": "选项", "to": "引用对象", "formula": "公式", "result": "结果类型", "pattern": "编号格式",
        "mask": "脱敏", "help": "说明", "message": "提示", "style": "样式", "unmasked_roles": "可见全文的角色",
        "columns": "列", "filter": "筛选", "sort": "排序", "group_by": "分组", "sum": "合计", "color": "颜色",
        "object": "对象", "field": "字段", "stages": "阶段", "allows_skipping": "允许跳过", "allows_back": "允许退回",
        "calendar": "工作日历", "definition": "定义", "category": "类别", "probability": "赢单率",
        "probability_range": "赢单率范围", "sla_working_days": "停留时限（工作日）", "transitions": "可去阶段",
        "gate": "阶段门", "required_fields": "必填字段", "evidence": "凭证", "conditions": "条件",
        "earlier_events": "前置动作", "external_event": "外部事实", "obstacle": "障碍必选", "approval": "审批",
        "approver": "审批人", "role": "角色", "when": "条件", "count": "数量", "event": "事件",
        "grade_field": "等级字段", "indicators": "评分项", "grades": "等级", "points": "分值", "match": "匹配",
        "cap": "上限", "window_days": "有效天数", "half_life_days": "半衰天数", "minimum": "最低分",
        "roles": "角色", "guards": "候选限制", "rules": "规则", "teams": "团队", "strategy": "策略", "skill": "技能",
        "pending_below": "待首触上限", "per_day": "每日上限", "cooldown_hours": "间隔小时",
        "load_rate_below_percent": "负荷率上限", "capacity_days": "负荷统计天数", "capacity_floor": "负荷下限",
        "on_duty": "只分在岗", "starts": "开始事件", "met_by": "完成事件", "tiers": "时限档",
        "target_minutes": "目标分钟", "hard_minutes": "硬限分钟", "due_field": "截止字段", "duration_field": "时长字段",
        "steps": "步骤", "values": "取值", "links": "关联", "source_field": "回写字段", "marks": "标记",
        "since": "起算时间", "hours": "小时", "working_days": "工作日", "level": "级别", "notify": "通知",
        "recycles": "回收", "advice": "建议", "channel_field": "渠道字段", "content_field": "内容字段",
        "next_action_field": "下次动作字段", "next_date_field": "下次日期字段", "evidence_field": "凭证字段",
        "effective_field": "有效字段", "targets": "触达对象", "effective_when": "有效条件",
        "last_touch_field": "最近触达字段", "empty_phrases": "空话", "enabled": "启用", "trigger": "触发",
        "actions": "动作", "daily": "每日时刻", "aggregate": "汇总方式", "expression": "表达式", "success": "成功条件",
        "time": "时间字段", "credit": "归属", "numerator": "分子", "denominator": "分母", "format": "格式",
        "higher_is_better": "越高越好", "widgets": "组件", "metrics": "指标", "width": "宽度", "intro": "开头语",
        "thanks": "感谢语", "presets": "预设值", "waivers": "免填理由", "consent": "同意书", "placeholder": "提示文字",
        "shifts": "工作时段", "off": "放假日", "worked": "调休上班日", "certain_years": "已确定年份",
        "grants": "权限", "administers": "可管理", "manages": "可管理团队", "read": "可看", "write": "可改",
        "create": "可新建", "delete": "可删除", "export": "可导出", "hidden_fields": "隐藏字段", "kind": "种类",
        "normaliser": "归一方式", "tags": "标签", "webhook": "回调", "create_task": "建任务", "update": "更新字段",
        "url": "网址", "due_working_hours": "期限（工作小时）",
    ]
}

extension FieldType {
    /// What screens call the type.
    public var label: Label {
        switch self {
        case .text: Label("文本", en: "Text")
        case .longtext: Label("长文本", en: "Long text")
        case .number: Label("数字", en: "Number")
        case .money: Label("金额", en: "Money")
        case .percent: Label("百分比", en: "Percent")
        case .date: Label("日期", en: "Date")
        case .datetime: Label("日期时间", en: "Date and time")
        case .boolean: Label("是否", en: "Yes/no")
        case .select: Label("单选", en: "Select")
        case .multiselect: Label("多选", en: "Multi-select")
        case .reference: Label("关联", en: "Reference")
        case .user: Label("人员", en: "User")
        case .department: Label("部门", en: "Department")
        case .phone: Label("电话", en: "Phone")
        case .email: Label("邮箱", en: "E-mail")
        case .url: Label("网址", en: "URL")
        case .region: Label("地区", en: "Region")
        case .attachment: Label("附件", en: "Attachment")
        case .autonumber: Label("自动编号", en: "Auto-number")
        case .formula: Label("公式", en: "Formula")
        case .rollup: Label("汇总", en: "Roll-up")
        }
    }
}
