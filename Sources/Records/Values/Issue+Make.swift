import Definitions

extension RecordError.Issue {
    static func field(
        _ field: FieldModel, _ code: String, _ zh: String, _ en: String, mend: (zh: String, en: String) = ("", "")
    ) -> RecordError.Issue {
        let name = field.label.zh
        let nameEn = field.label.en ?? name
        return RecordError.Issue(
            code: code, field: field.key, zh: "“\(name)”\(zh)", en: "\"\(nameEn)\" \(en)", mendZh: mend.zh,
            mendEn: mend.en)
    }

    static func required(_ field: FieldModel) -> RecordError.Issue {
        .field(field, "value.required", "不能为空", "is required", mend: ("请填写", "Fill it in"))
    }

    static func wrongType(_ field: FieldModel, _ zh: String, _ en: String) -> RecordError.Issue {
        .field(field, "value.type", "应为\(zh)", "must be \(en)")
    }

    static func tooLong(_ field: FieldModel, _ limit: Int) -> RecordError.Issue {
        .field(field, "value.too_long", "最多 \(limit) 个字", "takes at most \(limit) characters", mend: ("请缩短", "Shorten it"))
    }

    static func outOfRange(_ field: FieldModel) -> RecordError.Issue {
        .field(field, "value.range", "超出允许范围", "is out of range")
    }

    static func unfit(_ field: FieldModel) -> RecordError.Issue {
        .field(
            field, "value.characters", "含有不可用的控制字符", "contains control characters",
            mend: ("请删除后重试", "Remove them and try again"))
    }

    static func format(_ field: FieldModel, _ zh: String, _ en: String) -> RecordError.Issue {
        .field(field, "value.format", "格式不正确", "has the wrong format", mend: (zh, en))
    }

    static func unknownOption(_ field: FieldModel, _ key: String) -> RecordError.Issue {
        .field(
            field, "value.option", "没有选项“\(key.prefix(40))”", "has no option \"\(key.prefix(40))\"",
            mend: ("请从列表中选择", "Choose from the list"))
    }

    static func unknownReference(_ field: FieldModel) -> RecordError.Issue {
        .field(
            field, "value.reference", "所指的记录不存在，或您没有查看权限", "refers to a record that does not exist or that you may not see",
            mend: ("请重新选择", "Choose again"))
    }

    static func duplicate(_ field: FieldModel) -> RecordError.Issue {
        .field(
            field, "value.duplicate", "已被另一条记录使用", "is already used by another record",
            mend: ("请核对是否重复录入", "Check whether it has been entered before"))
    }

    static func readOnly(_ field: FieldModel) -> RecordError.Issue {
        .field(field, "value.read_only", "由系统维护，不能修改", "is kept by the system and cannot be changed")
    }

    /// The same whether the field is hidden or does not exist: a hidden
    /// field must not betray itself.
    static func unknownField(_ key: String) -> RecordError.Issue {
        let shown = String(key.prefix(60))
        return RecordError.Issue(
            code: "field.unknown", field: shown, zh: "没有字段“\(shown)”，或您没有查看权限",
            en: "There is no field \"\(shown)\", or you may not see it", mendZh: "请检查字段名", mendEn: "Check the field's name")
    }

    static func masked(_ field: FieldModel) -> RecordError.Issue {
        .field(
            field, "field.masked", "已对您脱敏，不能用于筛选、排序、汇总或修改",
            "is masked for you and cannot be filtered, sorted, summed or changed")
    }
}
