import { each } from "./dom";

/** Follows an order: on each `status` event the page is fetched again and its [data-live-target] parts replaced. */
export function startLive(): void {
  each("[data-live]", (region) => {
    const url = region.dataset.live;
    if (!url) return;
    const source = new EventSource(url);
    source.addEventListener("status", () => void refresh(region));
    // Back from sleep or from the page cache, events may have been missed.
    addEventListener("pageshow", (event) => event.persisted && void refresh(region));
    addEventListener("pagehide", () => source.close(), { once: true });
  });
}

async function refresh(region: HTMLElement): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of region.querySelectorAll<HTMLElement>("[data-live-target]")) {
    const next = old.id ? fresh.getElementById(old.id) : null;
    if (next) old.replaceChildren(...Array.from(next.childNodes, (node) => document.importNode(node, true)));
  }
}
