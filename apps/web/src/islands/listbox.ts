/** Keyboard and ARIA of a text field with a list under it (WAI-ARIA combobox); focus never leaves the field. */
export interface Listbox {
  /** Shows these rows, or hides the list when there are none. */
  show(rows: HTMLElement[]): void;
  hide(): void;
}

let serial = 0;

export function listbox(input: HTMLInputElement, list: HTMLElement, choose: (row: HTMLElement) => void, keepOpen = false): Listbox {
  const id = (list.id ||= `list-${++serial}`);
  let rows: HTMLElement[] = [];
  let active = -1;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent?.trim() ?? "");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", id);
  input.setAttribute("aria-expanded", "false");

  const mark = (index: number) => {
    active = index;
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    const row = rows[index];
    if (row) {
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = (shown: boolean) => {
    list.hidden = !shown && !keepOpen;
    input.setAttribute("aria-expanded", String(shown));
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = rows.length - 1;
    const row = rows[active];
    if (event.key === "ArrowDown" && rows.length) mark(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp" && rows.length) mark(active <= 0 ? last : active - 1);
    else if (event.key === "Enter" && row) choose(row);
    else if (event.key === "Escape" && !keepOpen && !list.hidden) hide();
    else return;
    event.preventDefault();
  });
  // Pressing a row must not take the focus away, or the list would close under the finger.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[role="option"]');
    if (row) choose(row);
  });

  const hide = () => {
    open(false);
    mark(-1);
  };
  return {
    show(next) {
      rows = next;
      rows.forEach((row, i) => {
        row.id ||= `${id}-${i}`;
        row.setAttribute("role", "option");
      });
      open(rows.length > 0);
      mark(keepOpen && rows.length ? 0 : -1);
    },
    hide,
  };
}
