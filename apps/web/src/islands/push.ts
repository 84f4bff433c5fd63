import { csrf, each } from "./dom";

/** Where is kept which of our devices this browser is: once for who works here, and for each thing that a customer follows. */
const kept = (section: HTMLElement): string => ["push-device", section.dataset.pushFollows].filter(Boolean).join("-");

/**
 * section[data-push] turns pushes to this browser on and off. It stays hidden where browsers know none. One with `data-push-follows`
 * is about that thing alone: others are followed under the same subscription, which goes on.
 */
export function startPush(): void {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
  each("[data-push]", (section) => void start(section));
}

async function start(section: HTMLElement): Promise<void> {
  // Looking installs nothing: that is for a click to do.
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager.getSubscription();
  show(section, !!subscription && localStorage.getItem(kept(section)) !== null);
  section.hidden = false;
  section.querySelector("[data-push-start]")?.addEventListener("click", () => attempt(section, () => turnOn(section)));
  section.querySelector("[data-push-stop]")?.addEventListener("click", () => attempt(section, () => turnOff(section)));
}

async function attempt(section: HTMLElement, work: () => Promise<boolean>): Promise<void> {
  problem(section, "");
  try {
    show(section, await work());
  } catch {
    problem(section, section.dataset.pushFailed);
  }
}

/** Asks for the permission, subscribes under the shop's key and says so to the shop. */
async function turnOn(section: HTMLElement): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") {
    problem(section, section.dataset.pushDenied);
    return false;
  }
  const { key } = await ask<{ key: string }>(section.dataset.pushKey, "POST", {});
  const { endpoint, keys } = (await subscribe(key)).toJSON();
  const { id } = await ask<{ id: string }>(address(section), "POST", { endpoint, p256dh: keys?.p256dh, auth: keys?.auth });
  localStorage.setItem(kept(section), id);
  return true;
}

/** The subscription that there is, or a new one. One under another key is refused: shops change theirs with their database. */
async function subscribe(key: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register("/push-worker.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  return pushManager.subscribe(wanted).catch(async () => {
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(wanted);
  });
}

async function turnOff(section: HTMLElement): Promise<boolean> {
  if (!section.dataset.pushFollows) {
    const registration = await navigator.serviceWorker.ready;
    await (await registration.pushManager.getSubscription())?.unsubscribe();
  }
  const id = localStorage.getItem(kept(section));
  localStorage.removeItem(kept(section));
  // Somebody may have removed it from the list already.
  if (id) await ask(address(section, `/${id}`), "DELETE").catch(() => undefined);
  return false;
}

const address = (section: HTMLElement, below = ""): string =>
  `${section.dataset.push}${below}${section.dataset.pushQuery ?? ""}`;

async function ask<T>(path: string | undefined, method: string, body?: object): Promise<T> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": csrf() };
  const answer = await fetch(path ?? "", { method, headers, body: body ? JSON.stringify(body) : null });
  if (!answer.ok) throw new Error(String(answer.status));
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

function show(section: HTMLElement, on: boolean): void {
  for (const [selector, hidden] of [
    ["[data-push-off]", on],
    ["[data-push-start]", on],
    ["[data-push-on]", !on],
    ["[data-push-stop]", !on],
  ] as const) {
    const part = section.querySelector<HTMLElement>(selector);
    if (part) part.hidden = hidden;
  }
}

function problem(section: HTMLElement, text: string | undefined): void {
  const alert = section.querySelector("[data-push-problem]");
  if (alert) alert.textContent = text ?? "";
}
