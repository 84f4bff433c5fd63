import { each } from "./dom";

/** a[data-bell] shows how many notices are unread. Asked for when the page stands, so that no page waits for it, and again when
 *  somebody comes back to it. Without scripts it is a link. */
export function startBell(): void {
  each("[data-bell]", (bell) => {
    void count(bell);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void count(bell);
    });
  });
}

async function count(bell: HTMLElement): Promise<void> {
  const answer = await fetch(bell.dataset.bell ?? "", { headers: { Accept: "application/json" } }).catch(() => undefined);
  if (!answer?.ok) return;
  const { count } = (await answer.json()) as { count: number };
  const mark = bell.querySelector<HTMLElement>("[data-bell-count]");
  const words = bell.querySelector<HTMLElement>("[data-bell-words]");
  if (!mark || !words) return;
  words.dataset.none ??= words.textContent ?? "";
  mark.hidden = count === 0;
  mark.textContent = count > 99 ? "99+" : String(count);
  words.textContent = count === 0 ? words.dataset.none : `${bell.dataset.bellSome ?? ""}: ${count}`;
}
