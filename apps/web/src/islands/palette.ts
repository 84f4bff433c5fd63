import { listbox } from "./listbox";

/** "Ó" and "o" are the same to somebody in a hurry. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Ctrl-K (or Cmd-K, or "/"): filters the links of the palette. */
export function startPalette(): void {
  const palette = document.querySelector<HTMLElement>("[data-palette]");
  const input = palette?.querySelector("input");
  const list = palette?.querySelector<HTMLElement>("[data-palette-list]");
  const empty = palette?.querySelector<HTMLElement>("[data-palette-empty]");
  if (!palette || !input || !list) return;
  const links = Array.from(list.querySelectorAll<HTMLAnchorElement>("a"));
  for (const link of links) link.tabIndex = -1;
  const box = listbox(input, list, (row) => location.assign((row as HTMLAnchorElement).href), true);

  const filter = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const shown = links.filter((link) => {
      const text = plain(link.textContent ?? "");
      link.hidden = !words.every((word) => text.includes(word));
      return !link.hidden;
    });
    box.show(shown);
    if (empty) empty.hidden = shown.length > 0;
  };
  input.addEventListener("input", filter);
  palette.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "open") return;
    input.value = "";
    filter();
  });
  document.addEventListener("keydown", (event) => {
    const typing = (event.target as Element).closest?.("input, textarea, select, [contenteditable]");
    const asked = (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing);
    if (!asked) return;
    event.preventDefault();
    palette.togglePopover();
  });
}
