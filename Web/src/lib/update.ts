import { ref } from "vue";

/** A new version is downloaded and waits; it takes over only when the user says so. */
export const updateReady = ref(false);
let waiting: ServiceWorker | null = null;
let accepted = false;

function offer(worker: ServiceWorker): void {
  waiting = worker;
  updateReady.value = true;
}

function watchInstall(registration: ServiceWorkerRegistration): void {
  const worker = registration.installing;
  worker?.addEventListener("statechange", () => {
    // without a controller this is the first visit: there is nothing to ask
    if (worker.state === "installed" && navigator.serviceWorker.controller !== null) offer(worker);
  });
}

export async function registerServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (accepted) location.reload();
  });
  const registration = await navigator.serviceWorker.register("/sw.js");
  if (registration.waiting !== null && navigator.serviceWorker.controller !== null) {
    offer(registration.waiting);
  }
  registration.addEventListener("updatefound", () => watchInstall(registration));
  setInterval(() => void registration.update().catch(() => {}), 3_600_000);
}

export function applyUpdate(): void {
  accepted = true;
  updateReady.value = false;
  waiting?.postMessage("activate");
}
