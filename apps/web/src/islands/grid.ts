import { each } from "./dom";

/** form[data-grid]: Enter and the arrows up and down lead to the same column of the next row; Ctrl+S saves. */
export function startGrid(): void {
  each<HTMLFormElement>("form[data-grid]", (form) => {
    form.addEventListener("keydown", (event) => {
      const cell = event.target instanceof HTMLElement ? event.target : null;
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        return form.requestSubmit();
      }
      const way = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
      // In a list the arrows choose.
      if (!way || !cell?.dataset.gridCell || (cell instanceof HTMLSelectElement && event.key !== "Enter")) return;
      event.preventDefault();
      const column = Array.from(form.querySelectorAll<HTMLElement>(`[data-grid-cell="${cell.dataset.gridCell}"]`));
      const next = column[column.indexOf(cell) + way];
      next?.focus();
      if (next instanceof HTMLInputElement) next.select();
    });
  });
}
