import { ErrorState, LoadingRows } from "../../components/states.tsx";
import { getPart } from "../../lib/record-pages.ts";
import { type Load, useLoad } from "../../lib/store.ts";

export interface PartProps {
  object: string;
  id: number;
  /** Reads anew when this changes. */
  beat: number;
}
export const partProps = { object: null, id: null, beat: null };

/** One part of the page, read anew with every beat. */
export function usePart<T>(props: Readonly<PartProps>, part: string, read: (body: unknown) => T): Load<T> {
  return useLoad(async (signal) => read(await getPart(props.object, props.id, part, {}, signal)), [
    () => props.beat,
  ]);
}
/** The states before there is something to show; null: there is. */
export function pending<T>({ data, error, reload }: Load<T>) {
  if (data.value !== null) return null;
  return error.value !== null
    ? <ErrorState error={error.value} retry={() => void reload()} />
    : <LoadingRows rows={2} />;
}
