import type { VNode } from "vue";
import { followLink, href } from "../lib/router.ts";

export interface RecordLinkProps {
  object: string;
  id: number;
  label: string;
}

export function RecordLink({ object, id, label }: RecordLinkProps): VNode {
  return <a class="link" href={href("record", { object, id })} onClick={followLink}>{label}</a>;
}
