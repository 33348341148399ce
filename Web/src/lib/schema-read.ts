// The schema as the server tells it → as the screens use it, in the language of the user. Pure.
import { type FieldType, fieldTypes, type Tone, tones } from "./field-types.ts";
import type {
  Conversion,
  Field,
  Named,
  ObjectType,
  Option,
  Process,
  Schema,
  Stage,
  View,
} from "./schema-types.ts";

type Raw = Readonly<Record<string, unknown>>;

const isRaw = (v: unknown): v is Raw => typeof v === "object" && v !== null && !Array.isArray(v);
const list = (v: unknown): Raw[] => Array.isArray(v) ? v.filter(isRaw) : [];
const texts = (v: unknown): string[] =>
  Array.isArray(v) ? v.filter((s): s is string => typeof s === "string") : [];
const text = (v: unknown): string => typeof v === "string" ? v : "";
const maybe = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  (value === null || value === undefined || value === "" ? {} : { [key]: value }) as { [P in K]?: V };
const numeric = (v: unknown): number | undefined => typeof v === "number" ? v : undefined;
const toneOf = (v: unknown): Tone | undefined => tones.find((tone) => tone === v);

/** The server's type; a roll-up is shown like a formula, an unknown type like text. */
function typeOf(v: unknown): FieldType {
  if (v === "rollup") return "formula";
  return fieldTypes.find((type) => type === v) ?? "text";
}

export function readSchema(body: unknown, english: boolean): Schema {
  const inTongue = (raw: Raw, key: string): string =>
    (english ? text(raw[`${key}_en`]) : "") || text(raw[key]) || text(raw[`${key}_en`]);
  const named = (raw: Raw): Named => ({ key: text(raw.key), label: inTongue(raw, "label") || text(raw.key) });

  const option = (raw: Raw): Option => ({
    ...named(raw),
    ...maybe("tone", toneOf(raw.color ?? raw.tone)),
    ...(raw.retired === true ? { retired: true } : {}),
  });
  const field = (raw: Raw): Field => ({
    ...named(raw),
    type: typeOf(raw.type),
    required: raw.required === true,
    read_only: raw.read_only === true,
    hidden: raw.hidden === true,
    system: raw.system === true,
    indexed: raw.indexed === true,
    ...maybe("help", inTongue(raw, "help")),
    ...maybe("unit", text(raw.unit)),
    ...maybe("decimals", numeric(raw.decimals)),
    ...maybe("max_length", numeric(raw.max_length)),
    ...maybe("object", text(raw.to)),
    ...maybe("result", raw.result === undefined ? undefined : typeOf(raw.result) as Field["result"]),
    ...(Array.isArray(raw.options) ? { options: list(raw.options).map(option) } : {}),
  });
  const view = (object: string) => (raw: Raw): View => ({
    ...named(raw),
    object,
    kind: raw.style === "kanban" ? "kanban" : "list",
    columns: texts(raw.columns),
    ...maybe("filter", text(raw.filter)),
    ...maybe("sort", text(raw.sort)),
    ...maybe("group_by", text(raw.group_by)),
    ...maybe("sum", text(raw.sum)),
  });
  const object = (raw: Raw): ObjectType => {
    const rights = isRaw(raw.rights) ? raw.rights : {};
    return {
      ...named(raw),
      ...maybe("icon", text(raw.icon)),
      title_field: text(raw.title),
      summary: texts(raw.summary),
      fields: list(raw.fields).map(field),
      rights: {
        read: text(rights.read),
        write: text(rights.write),
        create: rights.create === true,
        delete: rights.delete === true,
        export: rights.export === true,
      },
    };
  };
  const stage = (raw: Raw): Stage => ({
    ...named(raw),
    kind: raw.category === "won" ? "won" : raw.category === "lost" ? "lost" : "open",
    ...maybe("tone", toneOf(raw.color)),
    ...maybe("definition", inTongue(raw, "definition")),
    ...maybe("probability", numeric(raw.probability)),
    ...maybe("sla_working_days", numeric(raw.sla_working_days)),
    transitions: Array.isArray(raw.transitions) ? texts(raw.transitions) : null,
    evidence: list(raw.evidence).map((e) => ({ key: text(e.kind), label: inTongue(e, "label") })),
    external: raw.external === true,
    obstacle: raw.obstacle === true,
    needs_approval: raw.needs_approval === true,
  });
  const process = (raw: Raw): Process => ({
    ...named(raw),
    object: text(raw.object),
    field: text(raw.field),
    allows_skipping: raw.allows_skipping === true,
    allows_back: raw.allows_back !== false,
    stages: list(raw.stages).map(stage),
  });
  const conversion = (raw: Raw): Conversion => ({
    ...named(raw),
    object: text(raw.object),
    makes: texts(raw.makes),
  });

  const raw = isRaw(body) ? body : {};
  const role = isRaw(raw.role) ? raw.role : {};
  return {
    number: numeric(raw.number) ?? 0,
    objects: list(raw.objects).map(object),
    processes: list(raw.processes).map(process),
    views: list(raw.objects).flatMap((o) => list(o.views).map(view(text(o.key)))),
    touch: isRaw(raw.touch) ? raw.touch as unknown as Schema["touch"] : null,
    forms: list(raw.forms).map((f) => ({ ...named(f), object: text(f.object), path: text(f.path) })),
    conversions: list(raw.conversions).map(conversion),
    boards: list(raw.boards).map(named),
    warnings: list(raw.warnings).map((w) => ({ ...named(w), object: text(w.object) })),
    role: { ...named(role), manages: role.manages === true, administers: role.administers === true },
  };
}
