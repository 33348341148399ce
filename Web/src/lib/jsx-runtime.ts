// The automatic JSX runtime on top of Vue's h(), and the types of TSX.
// deno-lint-ignore-file no-explicit-any
import {
  type Child,
  type ClassValue,
  type Common,
  Fragment,
  h,
  isVNode,
  type StyleValue,
  type VNode,
} from "vue";

/**
 * children -> what Vue wants: an array for an element; for a component a slots object, so that a function
 * child (`{() => ...}`) or an object of functions (`{{ body: (p) => ... }}`) stays lazy.
 */
export function jsx(type: any, props: Record<string, any>, key?: PropertyKey): VNode {
  const { children, ...rest } = props;
  if (key !== undefined) rest.key = key;
  if (children === undefined) return h(type, rest);
  if (typeof type === "string" || type === Fragment) {
    return h(type, rest, Array.isArray(children) ? children : [children]);
  }
  if (typeof children === "function") return h(type, rest, { default: children });
  if (typeof children === "object" && children !== null && !Array.isArray(children) && !isVNode(children)) {
    return h(type, rest, children);
  }
  return h(type, rest, { default: () => children });
}
export { Fragment, jsx as jsxs };

type On = {
  [K in keyof HTMLElementEventMap as `on${Capitalize<K>}`]?: (event: HTMLElementEventMap[K]) => unknown;
};
/** The writable string, number and boolean properties of a DOM interface, straight from lib.dom. */
type DomProps<T> = {
  [K in keyof T as T[K] extends string | number | boolean | null ? K : never]?: T[K] | string;
};
type Attributes<T> =
  & Omit<DomProps<T>, "style" | "children">
  & On
  & Common
  & { class?: ClassValue; style?: StyleValue; role?: string; for?: string; children?: Child };

// deno-lint-ignore no-namespace
export namespace JSX {
  export type Element = VNode;
  export interface ElementClass {
    $props: any;
  }
  export interface ElementAttributesProperty {
    $props: any;
  }
  export interface ElementChildrenAttribute {
    children: any;
  }
  /** What every component takes, also one that is a plain function. */
  export interface IntrinsicAttributes {
    key?: PropertyKey;
    class?: ClassValue;
  }
  export type IntrinsicElements =
    & { [K in keyof HTMLElementTagNameMap]: Attributes<HTMLElementTagNameMap[K]> }
    & { svg: Record<string, unknown>; path: Record<string, unknown> };
}
