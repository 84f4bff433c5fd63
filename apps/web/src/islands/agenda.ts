import { momentAt, refresh } from "./agenda-data";
import { each, on } from "./dom";

/** The calendar scrolls to the present, opens an empty place, and follows what others change. */
export function startAgenda(): void {
  each("[data-agenda]", (agenda) => {
    scrollToNow(agenda);
    if (agenda.hasAttribute("data-agenda-manages")) {
      agenda.setAttribute("data-agenda-ready", "");
      on<"click", HTMLElement>("click", "[data-agenda-ready] [data-column]", openPlace);
    }
    follow(agenda.dataset.agendaEvents ?? "");
  });
}

function scrollToNow(agenda: HTMLElement): void {
  const wrap = agenda.querySelector<HTMLElement>(".agenda-grid-wrap");
  const now = agenda.querySelector<HTMLElement>(".agenda-now") ?? agenda.querySelector<HTMLElement>(".agenda-card, .agenda-open");
  if (wrap && now) wrap.scrollTop = now.getBoundingClientRect().top - wrap.getBoundingClientRect().top - wrap.clientHeight / 3;
}

/** A press on an empty place: what shall be there? */
function openPlace(column: HTMLElement, event: MouseEvent): void {
  if (event.defaultPrevented || (event.target as Element).closest("a")) return;
  const dialog = document.getElementById("agenda-place");
  if (!(dialog instanceof HTMLDialogElement)) return;
  const minutes = (momentAt(column, event.clientY) - Date.parse(column.dataset.start ?? "")) / 60_000;
  const first = clock(column.dataset.first ?? "");
  const at = Math.max(0, Math.min(first + minutes, 24 * 60 - 15));
  const time = `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
  const query = new URLSearchParams({ date: column.dataset.date ?? "", time, resource: column.dataset.resource ?? "" });
  const when = dialog.querySelector("[data-when]");
  if (when) when.textContent = `${column.getAttribute("aria-label") ?? ""}, ${time}`;
  for (const link of dialog.querySelectorAll<HTMLAnchorElement>("[data-book], [data-block]")) link.search = query.toString();
  dialog.showModal();
}

function clock(text: string): number {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return hour * 60 + minute;
}

/** Somebody else changed something: the page is fetched again, once nobody is in the middle of a move. */
function follow(url: string): void {
  if (!url) return;
  const source = new EventSource(url);
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.querySelector(".agenda-card.is-dragged, .agenda-card:active, .agenda-dialog[open]")) soon();
      else void refresh();
    }, 300);
  };
  source.addEventListener("changed", soon);
  addEventListener("pageshow", (event) => event.persisted && void refresh());
  addEventListener("pagehide", () => source.close(), { once: true });
}
