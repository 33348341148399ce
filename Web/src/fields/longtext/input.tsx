import { asText, typedInput } from "../typed-input.tsx";

export const LongTextField = typedInput({
  name: "LongTextField",
  type: "textarea",
  write: asText,
  read: (typed) => typed,
});
