import { type Ref, ref } from "vue";
import type { Moving } from "../../components/gate/gate-dialog.tsx";
import { goesBack, moveStage } from "../../lib/gate.ts";
import type { RecordBody, Row } from "../../lib/records.ts";
import type { ObjectType, Process } from "../../lib/schema.ts";
import { toast, toastError } from "../../lib/toast.ts";
import { type Lane, shift } from "./lanes.ts";
import { t } from "./words.ts";

export interface Moves {
  /** The card that is on its way. */
  busy: Ref<number | null>;
  /** What the dialog asks about; null: closed. */
  asking: Ref<Moving | null>;
  move(row: Row, from: string, to: string, place?: number): Promise<void>;
  /** The dialog moved it, or asked for approval. */
  asked(record: RecordBody, waiting: boolean): void;
}

/** Moves of cards: at once where nothing is asked; else the dialog says what is missing. */
export function useMoves(
  object: ObjectType,
  process: Process,
  lanes: readonly Lane[],
  onWaiting: () => void,
): Moves {
  const busy = ref<number | null>(null);
  const asking = ref<Moving | null>(null);
  const lane = (key: unknown): Lane | undefined => lanes.find((l) => l.stage.key === key);

  function refresh(...keys: unknown[]): void {
    for (const one of keys.map(lane)) {
      void one?.paging.reload();
      void one?.totals.reload();
    }
  }
  async function move(row: Row, from: string, to: string, place = 0): Promise<void> {
    const [source, target] = [lane(from), lane(to)];
    if (source === undefined || target === undefined || busy.value !== null) return;
    const ask = { object: object.key, id: row.id, to };
    if (goesBack(process, from, to) || target.stage.obstacle || target.stage.needs_approval) {
      asking.value = ask;
      return;
    }
    const undo = shift(source, target, row, place);
    busy.value = row.id;
    try {
      const outcome = await moveStage(object.key, row.id, { to });
      if (outcome.outcome === "moved") toast(t("moved", { stage: target.stage.label }));
      else undo();
      if (outcome.outcome === "refused") asking.value = ask;
      if (outcome.outcome === "awaiting_approval") {
        toast(t("asked"));
        onWaiting();
      }
      if (outcome.outcome !== "refused") refresh(from, to);
    } catch (error) {
      undo();
      toastError(error);
    } finally {
      busy.value = null;
    }
  }
  function asked(record: RecordBody, waiting: boolean): void {
    const to = asking.value?.to;
    const from = lanes.find((l) => l.paging.rows.value.some((r) => r.id === record.id))?.stage.key;
    asking.value = null;
    if (waiting) onWaiting();
    refresh(from, to);
  }
  return { busy, asking, move, asked };
}
