import type { VNode } from "vue";

export interface IconProps {
  /** A path of `icons`. */
  path: string;
  size?: number;
  /** Said by screen readers; without it the icon is decoration. */
  label?: string;
}

export function Icon({ path, size = 20, label }: IconProps): VNode {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="currentColor"
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined ? "true" : undefined}
    >
      <path d={path} />
    </svg>
  );
}
