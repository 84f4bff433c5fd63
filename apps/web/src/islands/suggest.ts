import { each, latest } from "./dom";
import { listbox } from "./listbox";

const PAUSE_MS = 180;

/** Suggestions under the search field of form[data-suggest]. */
export function startSuggest(): void {
  each<HTMLFormElement>("form[data-suggest]", (form) => {
    const input = form.querySelector<HTMLInputElement>('input[name="q"]');
    if (!input) return;
    const list = document.createElement("div");
    list.className = "suggestions";
    list.hidden = true;
    form.append(list);
    const newest = latest();
    let timer = 0;

    const box = listbox(input, list, (row) => {
      input.value = row.textContent ?? "";
      box.hide();
      form.requestSubmit();
    });
    const ask = async () => {
      const text = input.value.trim();
      if (text.length < 2) return box.hide();
      const words = await newest(async (signal) => {
        const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal });
        return response.ok ? ((await response.json()) as { suggestions: string[] }).suggestions : [];
      });
      if (!words || document.activeElement !== input) return;
      list.replaceChildren(
        ...words.map((word) => {
          const row = document.createElement("div");
          row.textContent = word;
          return row;
        }),
      );
      box.show(Array.from(list.children) as HTMLElement[]);
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void ask(), PAUSE_MS);
    });
    input.addEventListener("blur", () => box.hide());
  });
}
