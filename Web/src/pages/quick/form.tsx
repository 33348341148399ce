import { computed, defineComponent } from "vue";
import { QExpansionItem } from "quasar";
import { icons } from "icons";
import { type ChipChoice, ChoiceChips } from "../../components/choice-chips.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { Field } from "../../lib/schema.ts";
import { CustomerPick } from "./customer.tsx";
import type { Draft } from "./draft.ts";
import { durations, extraField, isTimed, touchField } from "./entry.ts";
import { EvidencePick } from "./evidence.tsx";
import { NextStep } from "./next-step.tsx";
import { t } from "./words.ts";

const channelIcons: Readonly<Record<string, string>> = {
  call: icons.phone,
  meeting: icons.groups,
  wechat: icons.chat,
  visit: icons.place,
  email: icons.mail,
  demo: icons.slideshow,
};

const choices = (field: Field | null, icons: Readonly<Record<string, string>> = {}): ChipChoice[] =>
  (field?.options ?? []).filter((o) => !o.retired).map((o) => {
    const icon = icons[o.key];
    return { value: o.key, label: o.label, ...(icon === undefined ? {} : { icon }) };
  });

const extras = [["demand", "demand"], ["answer", "answer"], ["concern", "hidden_concern"]] as const;

/** Customer, channel, what happened, next step, evidence: in the order in which one tells it. */
export const QuickForm = defineComponent<{ draft: Draft }>((props) => {
  const channels = computed(() => choices(touchField("channel_field"), channelIcons));
  const tags = computed(() => choices(extraField("feedback")));
  const more = computed(() => extras.filter(([, key]) => extraField(key) !== null));

  function toggleTag(key: string): void {
    const { draft } = props;
    draft.tags = draft.tags.includes(key) ? draft.tags.filter((k) => k !== key) : [...draft.tags, key];
  }

  return () => {
    const { draft } = props;
    return (
      <div class="quick-form">
        <section aria-label={t("customer")}>
          <CustomerPick customer={draft.customer} onChange={(c) => draft.customer = c} />
        </section>
        <section>
          <h3>{t("channel")}</h3>
          <ChoiceChips
            label={t("channel")}
            options={channels.value}
            chosen={draft.channel === null ? [] : [draft.channel]}
            onToggle={(key) => draft.channel = key}
          />
        </section>
        {isTimed(draft.channel) && (
          <section>
            <h3>{t("duration")}</h3>
            <ChoiceChips
              label={t("duration")}
              options={durations.map((n) => ({ value: String(n), label: t("minutes", { n }) }))}
              chosen={draft.minutes === null ? [] : [String(draft.minutes)]}
              onToggle={(n) => draft.minutes = draft.minutes === Number(n) ? null : Number(n)}
            />
          </section>
        )}
        <section>
          <h3>{t("what")}</h3>
          <ChoiceChips label={t("tags")} options={tags.value} chosen={draft.tags} onToggle={toggleTag} />
          <TextInput
            label={t("content")}
            hint={t("contentHint")}
            type="textarea"
            maxlength={2000}
            modelValue={draft.content}
            onChange={(v) => draft.content = v}
          />
        </section>
        <section>
          <h3>{t("next")}</h3>
          <NextStep draft={draft} />
        </section>
        <section>
          <h3>{t("evidence")}</h3>
          <EvidencePick files={draft.files} onChange={(files) => draft.files = files} />
        </section>
        {more.value.length > 0 && (
          <QExpansionItem class="form-more" label={t("more")}>
            {() => (
              <div class="form-grid">
                {more.value.map(([name]) => (
                  <div class="form-wide" key={name}>
                    <TextInput
                      label={t(name)}
                      type="textarea"
                      maxlength={2000}
                      modelValue={draft[name]}
                      onChange={(v) => draft[name] = v}
                    />
                  </div>
                ))}
              </div>
            )}
          </QExpansionItem>
        )}
      </div>
    );
  };
}, { name: "QuickForm", props: { draft: null } });
