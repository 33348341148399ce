import assert from "node:assert/strict";
import { jsx } from "./jsx-runtime.ts";

const component = { name: "Box", setup: () => () => null };

Deno.test("an element gets its children as they are, a component gets slots", () => {
  assert.deepEqual(jsx("p", { children: "x" }).children, ["x"]);
  const slots = jsx(component, { children: "x" }).children as { default(): unknown };
  assert.equal(slots.default(), "x");
});

Deno.test("a function or an object of functions stays lazy", () => {
  const body = () => "late";
  assert.equal((jsx(component, { children: body }).children as { default: unknown }).default, body);
  assert.equal((jsx(component, { children: { body } }).children as { body: unknown }).body, body);
});

Deno.test("the key goes to Vue and not to the component", () => {
  const node = jsx("li", { children: "x" }, 7);
  assert.equal(node.key, 7);
});
