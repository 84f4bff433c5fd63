import { each } from "./dom";

/** form[data-pick]: one box ticks all rows, and its [data-pick-actions] wait until something is ticked. */
export function startPick(): void {
  each<HTMLFormElement>("form[data-pick]", (form) => {
    const all = form.querySelector<HTMLInputElement>("[data-pick-all]");
    const boxes = () => Array.from(form.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name="ids"]'));
    const buttons = form.querySelectorAll<HTMLButtonElement>("[data-pick-actions] button");
    const update = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      for (const button of buttons) button.disabled = ticked === 0;
      if (!all) return;
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
    };
    if (all) all.hidden = false;
    form.addEventListener("change", (event) => {
      if (event.target === all) for (const box of boxes()) box.checked = all?.checked ?? false;
      update();
    });
    // The browser may restore ticks when somebody comes back.
    addEventListener("pageshow", update);
    update();
  });
}
