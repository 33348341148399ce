import { defineComponent } from "vue";
import { EmptyState, ErrorState, LoadingRows } from "../../components/states.tsx";
import { WarningMark } from "../../components/warning-mark.tsx";
import { isEmpty } from "../../fields/contract.ts";
import { fieldText } from "../../lib/format.ts";
import { writeFilters } from "../../lib/filters.ts";
import { getPart, readRelated, type RelatedGroup } from "../../lib/record-pages.ts";
import type { Row } from "../../lib/records.ts";
import { followLink, href } from "../../lib/router.ts";
import { type Field, fieldOf, objectType } from "../../lib/schema.ts";
import { useLoad } from "../../lib/store.ts";
import { type PartProps, partProps } from "./part.tsx";
import { t } from "./words.ts";

/** A value that says by itself what it is: bare numbers and “yes” need their name. */
function fact(field: Field, value: unknown): string {
  if (field.type === "boolean") return field.label;
  return field.type === "number" ? `${field.label} ${fieldText(field, value)}` : fieldText(field, value);
}

/** What points to this record, object by object. */
export const Related = defineComponent<PartProps & { title: string }>((props) => {
  const { data, error, reload } = useLoad(
    async (signal) => readRelated(await getPart(props.object, props.id, "related", {}, signal)),
    [() => props.beat],
  );
  const facts = (group: RelatedGroup, row: Row): string =>
    (objectType(group.object)?.summary ?? [])
      .flatMap((key) => fieldOf(group.object, key) ?? [])
      .filter((f) => f.key !== group.field && !isEmpty(row.values[f.key]) && row.values[f.key] !== false)
      .slice(0, 3).map((f) => fact(f, row.values[f.key])).join(" · ");
  const all = (group: RelatedGroup) =>
    href("list", { object: group.object }, {
      view: "-",
      f: writeFilters([{ field: group.field, op: "is", values: [`${props.id}~${props.title}`] }]),
    });
  const section = (group: RelatedGroup) => (
    <section key={group.object + group.field} class="related">
      <h3>
        {group.label}
        <span class="muted num">{group.count > 1000 ? "1,000+" : group.count}</span>
      </h3>
      {group.rows.map((row) => (
        <a
          key={row.id}
          class="related-row"
          href={href("record", { object: group.object, id: row.id })}
          onClick={followLink}
        >
          <span class="related-title">{row.title}</span>
          {row.warning !== null && <WarningMark warning={row.warning} />}
          <span class="muted fine">{facts(group, row)}</span>
        </a>
      ))}
      {group.count > group.rows.length && (
        <a class="link fine" href={all(group)} onClick={followLink}>
          {t("related.all", { n: group.count > 1000 ? "1,000+" : group.count })}
        </a>
      )}
    </section>
  );
  return () => {
    if (data.value === null) {
      return error.value !== null
        ? <ErrorState error={error.value} retry={() => void reload()} />
        : <LoadingRows rows={2} />;
    }
    return data.value.length === 0
      ? <EmptyState title={t("related.none")} detail={t("related.noneDetail")} />
      : <div>{data.value.map(section)}</div>;
  };
}, { name: "Related", props: { ...partProps, title: null } });
