import { each } from "./dom";

/** Warns before leaving a form[data-unsaved] with changes. */
export function startUnsaved(): void {
  each<HTMLFormElement>("form[data-unsaved]", (form) => {
    const state = () =>
      JSON.stringify(Array.from(new FormData(form), ([name, value]) => [name, value instanceof File ? value.name + value.size : value]));
    const clean = state();
    const note = form.querySelector<HTMLElement>("[data-unsaved-note]");
    let leaving = false;
    const dirty = () => state() !== clean;
    const update = () => {
      if (note) note.hidden = !dirty();
    };
    form.addEventListener("input", update);
    form.addEventListener("change", update);
    // After "reset" the fields change only once the event is over.
    form.addEventListener("reset", () => setTimeout(update));
    form.addEventListener("submit", () => {
      leaving = true;
    });
    addEventListener("pageshow", () => {
      leaving = false;
    });
    addEventListener("beforeunload", (event) => {
      if (!leaving && form.isConnected && dirty()) event.preventDefault();
    });
  });
}
