import { defineComponent, ref } from "vue";
import { icons } from "icons";
import { Button, IconButton } from "../../components/button.tsx";
import { FieldDisplay } from "../../components/field.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { WarningMark } from "../../components/warning-mark.tsx";
import { type Why, WhyPanel } from "../../components/why-panel.tsx";
import { isEmpty } from "../../fields/contract.ts";
import { t as base } from "../../lib/i18n.ts";
import type { RecordBody } from "../../lib/records.ts";
import { goTo, href } from "../../lib/router.ts";
import { type ObjectType, schema } from "../../lib/schema.ts";
import { formatWhen } from "../../lib/times.ts";
import { neighbours } from "../../lib/trail.ts";
import { t } from "./words.ts";

export interface HeadProps {
  object: ObjectType;
  record: RecordBody;
}

/** Whose record it is, and the way to the ones beside it. Slot: the actions. */
export const Head = defineComponent<HeadProps>((props, { slots }) => () => {
  const { record, object } = props;
  const { previous, next } = neighbours(record.object, record.id);
  const step = (id: number | null, icon: string, label: string) => (
    <IconButton
      icon={icon}
      label={label}
      disabled={id === null}
      onClick={() => id !== null && goTo("record", { object: record.object, id })}
    />
  );
  return (
    <PageHead
      title={record.title}
      summary={[
        object.label,
        `${t("owner")} ${record.owner?.label ?? t("owner.none")}`,
        record.org_unit?.label,
      ].filter(Boolean).join(" · ")}
      backTo={href("list", { object: record.object })}
    >
      {slots.default?.(undefined)}
      {(previous !== null || next !== null) && (
        <span class="steps">
          {step(previous, icons.chevron_left, t("previous"))}
          {step(next, icons.chevron_right, t("next"))}
        </span>
      )}
    </PageHead>
  );
}, { name: "RecordHead", props: { object: null, record: null } });

/** The warning with its cause, and on demand the rule behind it. */
export const WarningBar = defineComponent<{ record: RecordBody }>((props) => {
  const why = ref<Why | null>(null);
  function explain(): void {
    const { record } = props;
    const rules = (schema.value?.warnings ?? []).filter((w) => w.object === record.object);
    const touched = record.values.last_touch_at;
    why.value = {
      summary: record.warning?.reason ?? "",
      inputs: [
        { label: t("owner"), value: record.owner?.label ?? t("owner.none") },
        ...(isEmpty(touched) ? [] : [{ label: t("touch"), value: formatWhen(touched) }]),
      ],
      rule: rules.map((w) => w.label).join(base("list.separator")),
      ...(schema.value === null ? {} : { version: schema.value.number }),
    };
  }
  return () => {
    const { warning } = props.record;
    if (warning === null) return null;
    return (
      <div class={`warning-bar tone-${warning.level}`} role="status">
        <WarningMark warning={warning} />
        <span>{warning.reason}</span>
        <Button kind="quiet" icon={icons.help_outline} label={base("action.why")} onClick={explain} />
        <WhyPanel why={why.value} onClose={() => why.value = null} />
      </div>
    );
  };
}, { name: "WarningBar", props: { record: null } });

/** The few facts that say what this record is. */
export const Summary = defineComponent<HeadProps>((props) => () => {
  const fields = props.object.summary.flatMap((key) => props.object.fields.find((f) => f.key === key) ?? [])
    .filter((f) => !isEmpty(props.record.values[f.key]));
  return fields.length === 0 ? null : (
    <dl class="facts">
      {fields.map((f) => (
        <div key={f.key}>
          <dt class="muted fine">{f.label}</dt>
          <dd>
            <FieldDisplay field={f} value={props.record.values[f.key]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}, { name: "RecordSummary", props: { object: null, record: null } });
