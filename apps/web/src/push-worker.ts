/** Takes pushes, and leads to what they tell of. It keeps nothing, and no page goes through it. */
export {};

type Told = { title: string; text: string; url: string; tag: string };

/** What of the worker's own world is used here; the types of pages and of workers exclude one another. */
type Happening = { waitUntil(work: Promise<unknown>): void };
type Pushed = Happening & { data: { json(): Told } | null };
type Pressed = Happening & { notification: Notification };
type Window = { url: string; focus(): Promise<unknown> };
type Worker = {
  addEventListener(type: "push", handle: (event: Pushed) => void): void;
  addEventListener(type: "notificationclick", handle: (event: Pressed) => void): void;
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(what: { type: "window"; includeUncontrolled: boolean }): Promise<Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
};

const worker = self as unknown as Worker;

worker.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (!told) return;
  const { title, text, url, tag } = told;
  event.waitUntil(worker.registration.showNotification(title, { body: text, tag, data: url }));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(String(event.notification.data)));
});

/** To the page if it stands somewhere already. */
async function lead(url: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => one.url === url);
  await (there ? there.focus() : worker.clients.openWindow(url));
}
