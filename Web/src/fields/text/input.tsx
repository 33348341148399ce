import { asText, typedInput } from "../typed-input.tsx";

export const TextField = typedInput({ name: "TextField", write: asText, read: (typed) => typed });
