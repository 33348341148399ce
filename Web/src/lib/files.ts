import { api } from "./api.ts";

export interface StoredFile {
  id: number;
  name: string;
  size: number;
  mime: string;
}

/** Sends one file as the raw body; the server sniffs its type and answers with its id. */
export function uploadFile(
  blob: Blob,
  name: string,
  options: { key?: string; signal?: AbortSignal } = {},
): Promise<StoredFile> {
  return api.post<StoredFile>("/files", blob, {
    headers: {
      "content-type": blob.type || "application/octet-stream",
      "x-file-name": encodeURIComponent(name),
    },
    ...(options.key ? { idempotencyKey: options.key } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

export const fileUrl = (id: number): string => `/api/v1/files/${id}`;
export const thumbnailUrl = (id: number): string => `/api/v1/files/${id}/thumbnail`;
