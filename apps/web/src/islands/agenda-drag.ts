import { type Booking, bookingOf, heightOf, momentAt, type Place, refresh, reschedule, rowHeight, SNAP } from "./agenda-data";
import { networkError, toast } from "./toast";

/** Pixels that a press may tremble before it is a drag. */
const TREMBLE = 5;

interface Drag {
  card: HTMLElement;
  booking: Booking;
  column: HTMLElement;
  stretches: boolean;
  pointer: number;
  x: number;
  y: number;
  /** Where in the card it is held. */
  held: number;
  moved: boolean;
  target?: Place | undefined;
}

/** Appointments are dragged to another time or column, and stretched at their lower edge. Their page moves them, too. */
export function startAgendaDrag(): void {
  const agenda = document.querySelector("[data-agenda-moves]");
  if (!agenda) return;
  agenda.setAttribute("data-agenda-drags", "");
  let drag: Drag | undefined;
  addHandles();
  document.addEventListener("agenda:shown", addHandles);

  document.addEventListener("pointerdown", (event) => {
    const card = (event.target as Element).closest<HTMLElement>("[data-card]");
    const column = card?.closest<HTMLElement>("[data-column]");
    const booking = card ? bookingOf(card) : undefined;
    // A finger scrolls; the page of the appointment is its way.
    if (!card || !column || !booking || event.button !== 0 || event.pointerType === "touch") return;
    const stretches = (event.target as Element).classList.contains("agenda-stretch");
    const held = event.clientY - card.getBoundingClientRect().top;
    drag = { card, booking, column, stretches, pointer: event.pointerId, x: event.clientX, y: event.clientY, held, moved: false };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < TREMBLE) return;
    if (!drag.moved) {
      drag.moved = true;
      drag.card.classList.add("is-dragged");
    }
    event.preventDefault();
    if (drag.stretches) stretch(drag, event);
    else move(drag, event);
  });
  document.addEventListener("pointerup", (event) => {
    const done = drag;
    if (!done || event.pointerId !== done.pointer) return;
    drag = undefined;
    if (!done.moved) return;
    // The click that follows would open the appointment.
    const swallow = (click: MouseEvent) => {
      click.preventDefault();
      click.stopPropagation();
    };
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
    void drop(done);
  });
  const leave = () => {
    if (drag) letGo(drag);
    drag = undefined;
  };
  document.addEventListener("pointercancel", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && leave());
}

function addHandles(): void {
  for (const card of document.querySelectorAll("[data-card]")) {
    if (card.querySelector(".agenda-stretch")) continue;
    const handle = document.createElement("span");
    handle.className = "agenda-stretch";
    card.append(handle);
  }
}

function columnAt(x: number, fallback: HTMLElement): HTMLElement {
  for (const column of document.querySelectorAll<HTMLElement>("[data-column]")) {
    const { left, right } = column.getBoundingClientRect();
    if (x >= left && x < right) return column;
  }
  return fallback;
}

function move(drag: Drag, event: PointerEvent): void {
  const column = columnAt(event.clientX, drag.column);
  const start = momentAt(column, event.clientY - drag.held + heightOf(column, SNAP) / 2);
  drag.target = { start, minutes: drag.booking.minutes, resource: column.dataset.resource || drag.booking.resource };
  const aside = column.getBoundingClientRect().left - drag.column.getBoundingClientRect().left;
  const down = heightOf(column, (start - Date.parse(column.dataset.start ?? "")) / 60_000) - topOf(drag);
  drag.card.style.transform = `translate(${aside}px, ${down}px)`;
}

function topOf(drag: Drag): number {
  const row = Number(drag.card.className.match(/\br(\d+)\b/)?.[1] ?? 0);
  return row * rowHeight(drag.column);
}

function stretch(drag: Drag, event: PointerEvent): void {
  const end = momentAt(drag.column, event.clientY + heightOf(drag.column, SNAP) / 2);
  const minutes = Math.max(SNAP, Math.round((end - drag.booking.start) / 60_000));
  drag.target = { start: drag.booking.start, minutes, resource: drag.booking.resource };
  drag.card.style.height = `${heightOf(drag.column, minutes)}px`;
}

function letGo(drag: Drag): void {
  drag.card.classList.remove("is-dragged");
  drag.card.style.transform = "";
  drag.card.style.height = "";
}

async function drop(drag: Drag): Promise<void> {
  const { booking, target } = drag;
  const isSame = target && target.start === booking.start && target.minutes === booking.minutes && target.resource === booking.resource;
  if (!target || isSame) return letGo(drag);
  try {
    await carry(drag, target, false);
  } catch {
    networkError();
  }
  letGo(drag);
}

/** Moves it; when a rule of the shop's own is in the way, says which and asks. */
async function carry(drag: Drag, target: Place, insists: boolean): Promise<void> {
  const { booking } = drag;
  const outcome = await reschedule(booking.id, booking.version, target, insists);
  if ("version" in outcome) {
    offerUndo(booking, outcome.version);
    await refresh();
  } else if (outcome.code === "slot_not_offered" && !insists) {
    if (await insist(outcome.reason)) await carry(drag, target, true);
  } else {
    toast(outcome.reason, "error");
    await refresh();
  }
}

function insist(reason: string): Promise<boolean> {
  const dialog = document.getElementById("agenda-refused");
  if (!(dialog instanceof HTMLDialogElement)) return Promise.resolve(false);
  const text = dialog.querySelector("[data-reason]");
  if (text) text.textContent = reason;
  dialog.showModal();
  return new Promise((resolve) => {
    const button = dialog.querySelector<HTMLButtonElement>("[data-insist]");
    const yes = () => {
      resolve(true);
      dialog.close();
    };
    button?.addEventListener("click", yes, { once: true });
    dialog.addEventListener(
      "close",
      () => {
        button?.removeEventListener("click", yes);
        resolve(false);
      },
      { once: true },
    );
  });
}

/** Back to where it was: it was there, so no rule is asked again. */
function offerUndo(before: Booking, version: number): void {
  const words = document.querySelector<HTMLElement>("[data-agenda]")?.dataset ?? {};
  const item = toast(words.moved ?? "");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "agenda-undo";
  button.textContent = words.undo ?? "";
  button.addEventListener("click", async () => {
    item?.remove();
    try {
      const outcome = await reschedule(before.id, version, before, true);
      if ("version" in outcome) toast(words.undone ?? "");
      else toast(outcome.reason, "error");
    } catch {
      networkError();
    }
    await refresh();
  });
  item?.lastElementChild?.before(button);
}
