import type { FieldModule } from "../contract.ts";
import { text } from "../text/display.ts";

/** '浙江省/杭州市/西湖区', from the whole to the part. */
export const region: FieldModule = {
  align: "left",
  text: (value, field) => text.text(value, field).split("/").filter((s) => s !== "").join(" "),
};
