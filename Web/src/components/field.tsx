import { defineAsyncComponent, defineComponent, type VNode } from "vue";
import { showValue } from "../lib/format.ts";
import type { Field } from "../lib/schema.ts";
import type { InputProps } from "../fields/contract.ts";

/** A value as its field type shows it. */
export function FieldDisplay({ field, value }: { field: Field; value: unknown }): VNode {
  return <span class="field-display">{showValue(field, value)}</span>;
}

/** The input of a field's type. All inputs share one chunk, which loads with the first form. */
export const FieldInput = defineAsyncComponent({
  loader: () => import("../fields/inputs.tsx").then((m) => m.AnyInput),
});

/** A label over a value: the read-only form of a record. */
export const FieldRow = defineComponent<{ field: Field; value: unknown }>(
  (props) => () => (
    <div class="field-row">
      <dt>{props.field.label}</dt>
      <dd>
        <FieldDisplay field={props.field} value={props.value} />
      </dd>
    </div>
  ),
  { name: "FieldRow", props: { field: null, value: null } },
);

export type { InputProps };
