import { words } from "../../lib/i18n.ts";
import { en } from "./en.ts";
import { zh } from "./zh-CN.ts";

export const t = words<keyof typeof zh>(zh, en);
