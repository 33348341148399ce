// The service worker: the app's own files, never an answer of the API. BUILD is put in by tools/build.py.
import { matchRoute } from "./lib/match.ts";
import { routes } from "./routes.ts";

declare const BUILD: { version: string; shell: string[] };
declare const self: ServiceWorkerGlobalScope;

const CACHE = `shell-${BUILD.version}`;
const shell = new Set(BUILD.shell);

// No skipWaiting: a new worker waits until the page has asked the user.
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(BUILD.shell)));
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const key of await caches.keys()) if (key !== CACHE) await caches.delete(key);
    await self.clients.claim();
  })());
});

/** Names of files under /assets/ carry their hash: what was once read stays true. */
async function asset(request: Request): Promise<Response> {
  const hit = await caches.match(request, { ignoreVary: true });
  if (hit) return hit;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

/** The page of this worker's version, so that page and scripts always belong together. */
async function page(request: Request): Promise<Response> {
  return (await caches.match("/", { ignoreVary: true })) ?? await fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") {
    // forms, portals and files of the server are not ours to answer
    if (matchRoute(url.pathname, routes) !== null) event.respondWith(page(request));
  } else if (url.pathname.startsWith("/assets/") || shell.has(url.pathname)) {
    event.respondWith(asset(request));
  }
});
