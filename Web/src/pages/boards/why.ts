import type { Why } from "../../components/why-panel.tsx";
import { api } from "../../lib/api.ts";
import { session } from "../../lib/session.ts";
import { fieldOf } from "../../lib/schema.ts";
import { itemsOf } from "../../lib/record-pages.ts";
import { say, sayExactly } from "./figures.ts";
import type { Board, Metric } from "./read.ts";
import { saySpan } from "./span.ts";
import { t } from "./words.ts";

type Definition = Readonly<Record<string, unknown>>;

/** The metric's own terms; only those who administer may read definitions. */
async function definitionOf(metric: Metric): Promise<Definition> {
  if (session.body?.user.administers !== true) return {};
  const all = itemsOf(await api.get<unknown>("/definitions", { kind: "metric" }).catch(() => null));
  return (all.find((d) => d.key === metric.key)?.document ?? {}) as Definition;
}

const text = (v: unknown): string => typeof v === "string" ? v : "";

/** Why a number is what it is: terms, period, scope, how much stands behind it, who may change it. */
export async function whyOf(metric: Metric, board: Board, scope: string): Promise<Why> {
  const document = await definitionOf(metric);
  const field = text(document.field);
  const lines: [string, string][] = [
    [metric.label, sayExactly(metric.format, metric.value)],
    [t("whyPeriod"), saySpan(board.period)],
    [t("whyScope"), scope || t("whyScopeOwn")],
    [t("whyN"), String(metric.n)],
    [t("whyFilter"), text(document.filter)],
    [t("whySuccess"), text(document.success)],
    [t("whyField"), field === "" ? "" : fieldOf(text(document.object), field)?.label ?? field],
    [
      t("whyCompare"),
      metric.previous === null ? "" : `${board.previous.label}：${say(metric.format, metric.previous)}`,
    ],
    [t("mean"), metric.average === null ? "" : say(metric.format, metric.average)],
    [t("whyNote"), metric.note],
  ];
  return {
    summary: metric.help || t("whyPlain"),
    inputs: lines.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value })),
    rule: t("whyRule", { label: metric.label }),
    ...(session.body === null ? {} : { version: session.body.schema_number }),
    who: t("whyWho"),
  };
}
