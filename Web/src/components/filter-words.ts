import { words } from "../lib/i18n.ts";
import { type Filter, labelOf } from "../lib/filters.ts";
import { fieldText } from "../lib/format.ts";
import { formatMoney, formatPercent } from "../lib/numbers.ts";
import { type Field, optionOf } from "../lib/schema.ts";
import { formatDate } from "../lib/times.ts";

export const t = words({
  "add": "添加条件",
  "edit": "修改条件",
  "field": "字段",
  "op": "怎么比",
  "value": "值",
  "from": "从",
  "to": "到",
  "days": "天数",
  "apply": "应用",
  "remove": "去掉条件：{sentence}",
  "or": " 或 ",
  "yes": "是",
  "no": "否",
  "label": "筛选条件",
  "formula": "高级",
  "formula.title": "高级条件",
  "formula.detail": '用公式写条件，字段用名称即可，例如：金额>500000，且阶段="商务谈判"。',
  "formula.input": "公式",
  "formula.good": "公式正确",
  "formula.notTruth": "条件的结果应为“是”或“否”，这个公式得到的是别的值。",
  "formula.chip": "公式：{formula}",
  "op.is": "是",
  "op.not": "不是",
  "op.contains": "包含",
  "op.ge": "不少于",
  "op.le": "不多于",
  "op.between": "在…之间",
  "op.last": "在最近几天内",
  "op.next": "在未来几天内",
  "op.past": "已经过去",
  "op.empty": "未填写",
  "op.filled": "已填写",
  "op.since": "从…起",
  "op.until": "到…为止",
  "say.is": "{field}是{value}",
  "say.truth": "{field}：{value}",
  "say.not": "{field}不是{value}",
  "say.contains": "{field}包含“{value}”",
  "say.ge": "{field}不少于 {value}",
  "say.le": "{field}不多于 {value}",
  "say.since": "{field}从 {value} 起",
  "say.until": "{field}到 {value} 为止",
  "say.between": "{field}在 {value} 到 {end} 之间",
  "say.last": "{field}在最近 {value} 天内",
  "say.next": "{field}在未来 {value} 天内",
  "say.past": "{field}已经过去",
  "say.empty": "{field}未填写",
  "say.filled": "{field}已填写",
}, {
  "add": "Add condition",
  "edit": "Change condition",
  "field": "Field",
  "op": "Comparison",
  "value": "Value",
  "from": "From",
  "to": "To",
  "days": "Days",
  "apply": "Apply",
  "remove": "Take away: {sentence}",
  "or": " or ",
  "yes": "yes",
  "no": "no",
  "label": "Conditions",
  "formula": "Advanced",
  "formula.title": "Advanced condition",
  "formula.detail": "Write the condition as a formula with the names of fields, such as 金额>500000.",
  "formula.input": "Formula",
  "formula.good": "The formula is right",
  "formula.notTruth": "A condition must come out as true or false; this formula gives something else.",
  "formula.chip": "Formula: {formula}",
  "op.is": "is",
  "op.not": "is not",
  "op.contains": "contains",
  "op.ge": "at least",
  "op.le": "at most",
  "op.between": "between",
  "op.last": "in the last days",
  "op.next": "in the next days",
  "op.past": "is past",
  "op.empty": "is empty",
  "op.filled": "is filled in",
  "op.since": "from",
  "op.until": "until",
  "say.is": "{field} is {value}",
  "say.truth": "{field}: {value}",
  "say.not": "{field} is not {value}",
  "say.contains": '{field} contains "{value}"',
  "say.ge": "{field} at least {value}",
  "say.le": "{field} at most {value}",
  "say.since": "{field} from {value}",
  "say.until": "{field} until {value}",
  "say.between": "{field} from {value} to {end}",
  "say.last": "{field} in the last {value} days",
  "say.next": "{field} in the next {value} days",
  "say.past": "{field} is past",
  "say.empty": "{field} is empty",
  "say.filled": "{field} is filled in",
});

const kindOf = (field: Field): string => field.type === "formula" ? field.result ?? "text" : field.type;

function sayValue(field: Field, value: string): string {
  switch (kindOf(field)) {
    case "money":
      return formatMoney(value);
    case "percent":
      return formatPercent(Number(value) / 100, 2);
    case "date":
    case "datetime":
      return formatDate(value);
    case "boolean":
      return t(value === "true" ? "yes" : "no");
    case "select":
    case "multiselect":
      return optionOf(field, value)?.label ?? value;
    case "reference":
    case "user":
    case "department":
      return labelOf(value);
    case "number":
      return fieldText(field, value);
    default:
      return value;
  }
}

const momentOp = (field: Field, op: "ge" | "le"): "since" | "until" | "ge" | "le" =>
  !["date", "datetime"].includes(kindOf(field)) ? op : op === "ge" ? "since" : "until";

/** The name of a comparison, as it fits the field. */
export const opLabel = (field: Field, op: Filter["op"]): string =>
  t(`op.${op === "ge" || op === "le" ? momentOp(field, op) : op}`);

/** A filter as a sentence: 状态是新线索 或 已联系. */
export function sayFilter(field: Field, { op, values }: Filter): string {
  const [one = "", two = ""] = values;
  const value = op === "last" || op === "next"
    ? one
    : op === "between" || values.length <= 1
    ? sayValue(field, one)
    : values.map((v) => sayValue(field, v)).join(t("or"));
  const key = op === "ge" || op === "le"
    ? momentOp(field, op)
    : op === "is" && kindOf(field) === "boolean"
    ? "truth"
    : op;
  return t(`say.${key}`, { field: field.label, value, end: op === "between" ? sayValue(field, two) : "" });
}
