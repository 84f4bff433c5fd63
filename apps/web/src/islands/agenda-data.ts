import { csrf } from "./dom";

/** Minutes of a row of the grid, and of a step of the pointer. */
const ROW = 5;
export const SNAP = 15;
const MINUTE = 60_000;

/** An appointment as its card says. */
export interface Booking {
  id: string;
  version: number;
  start: number;
  minutes: number;
  resource: string;
}

export interface Place {
  start: number;
  minutes: number;
  resource: string;
}

/** What the server answered: the new version, or why not. */
export type Outcome = { version: number } | { code: string; reason: string };

export function bookingOf(card: HTMLElement): Booking | undefined {
  const { card: id, version, start, minutes, resource } = card.dataset;
  if (!id || !start) return undefined;
  return { id, version: Number(version), start: Date.parse(start), minutes: Number(minutes), resource: resource ?? "" };
}

/** Height of a row in pixels: the browser has laid out as many as the day has. */
export function rowHeight(column: Element): number {
  const tall = column.querySelector(".agenda-tall");
  const rows = Number(tall?.className.match(/\bh(\d+)\b/)?.[1] ?? 1);
  return (tall?.getBoundingClientRect().height ?? 1) / rows;
}

/** The moment at this height of a column, down to a step. */
export function momentAt(column: HTMLElement, y: number, snap = SNAP): number {
  const minutes = ((y - column.getBoundingClientRect().top) / rowHeight(column)) * ROW;
  return Date.parse(column.dataset.start ?? "") + Math.floor(minutes / snap) * snap * MINUTE;
}

/** Pixels that so many minutes take. */
export const heightOf = (column: Element, minutes: number): number => (minutes / ROW) * rowHeight(column);

export async function reschedule(id: string, version: number, place: Place, insists: boolean): Promise<Outcome> {
  const response = await fetch(`/api/v1/bookings/${encodeURIComponent(id)}/reschedule`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf() },
    body: JSON.stringify({
      start: new Date(place.start).toISOString(),
      duration: place.minutes,
      version,
      override: insists,
      ...(place.resource ? { resource_id: place.resource } : {}),
    }),
  });
  const answer = (await response.json()) as { version?: number; code?: string; detail?: string; title?: string };
  if (response.ok) return { version: answer.version ?? version + 1 };
  return { code: answer.code ?? "", reason: answer.detail ?? answer.title ?? "" };
}

/** What was put in place last: one's own change is announced to oneself, too. */
let last = "";

/** Fetches the page again and puts what is shown in place of what was. */
export async function refresh(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("agenda-shown");
  const old = document.getElementById("agenda-shown");
  if (!fresh || !old || fresh.innerHTML === last) return;
  last = fresh.innerHTML;
  const wrap = old.querySelector(".agenda-grid-wrap");
  const [top, left] = [wrap?.scrollTop ?? 0, wrap?.scrollLeft ?? 0];
  old.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
  old.querySelector(".agenda-grid-wrap")?.scrollTo(left, top);
  document.dispatchEvent(new CustomEvent("agenda:shown"));
}
