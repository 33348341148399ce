import { defineComponent } from "vue";
import { QBtn } from "quasar";
import { followLink } from "../lib/router.ts";

export interface ButtonProps {
  label?: string;
  icon?: string;
  /** primary: the one thing to do here; plain: the others; quiet: text only; danger: cannot be undone. */
  kind?: "primary" | "plain" | "quiet" | "danger";
  /** An address of the app: then this is a link. */
  to?: string;
  submit?: boolean;
  loading?: boolean;
  disabled?: boolean;
  wide?: boolean;
  /** Needed when there is no label. */
  ariaLabel?: string;
  onClick?: (event: Event) => void;
}

/** Children: a menu that it opens. */
export const Button = defineComponent<ButtonProps>((props, { slots }) => {
  const look = () => {
    switch (props.kind ?? "plain") {
      case "primary":
        return { unelevated: true, color: "primary" };
      case "danger":
        return { unelevated: true, color: "negative" };
      case "quiet":
        return { flat: true, color: "primary" };
      case "plain":
        return { outline: true, color: "primary" };
    }
  };
  function click(event: Event): void {
    props.onClick?.(event);
    if (props.to !== undefined) followLink(event);
  }
  return () => (
    <QBtn
      {...look()}
      class={["button", props.wide && "button-wide", `button-${props.kind ?? "plain"}`]}
      noCaps
      type={props.submit ? "submit" : "button"}
      href={props.to}
      label={props.label}
      icon={props.icon}
      loading={props.loading}
      disable={props.disabled}
      aria-label={props.ariaLabel}
      onClick={click}
    >
      {slots.default}
    </QBtn>
  );
}, {
  name: "Button",
  props: {
    label: null,
    icon: null,
    kind: null,
    to: null,
    submit: Boolean,
    loading: Boolean,
    disabled: Boolean,
    wide: Boolean,
    ariaLabel: null,
    onClick: null,
  },
});

export interface IconButtonProps {
  icon: string;
  label: string;
  to?: string;
  disabled?: boolean;
  onClick?: (event: Event) => void;
}

/** A round button of 44 px; the label is its tooltip and its name for screen readers. */
export const IconButton = defineComponent<IconButtonProps>((props, { slots }) => {
  function click(event: Event): void {
    props.onClick?.(event);
    if (props.to !== undefined) followLink(event);
  }
  return () => (
    <QBtn
      flat
      round
      class="icon-button"
      icon={props.icon}
      href={props.to}
      disable={props.disabled}
      aria-label={props.label}
      title={props.label}
      onClick={click}
    >
      {() => slots.default?.(undefined)}
    </QBtn>
  );
}, {
  name: "IconButton",
  props: { icon: null, label: null, to: null, disabled: Boolean, onClick: null },
});
