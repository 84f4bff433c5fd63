import { each, on } from "./dom";
import { toast } from "./toast";

/** button[data-copy] appears and copies the field of that id; without scripts it is selected and copied by hand. */
export function startCopy(): void {
  each("[data-copy]", (button) => {
    button.hidden = !navigator.clipboard;
  });
  on("click", "[data-copy]", async (button) => {
    const field = document.getElementById(button.dataset.copy ?? "");
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    field.select();
    await navigator.clipboard.writeText(field.value);
    toast(button.dataset.copied ?? "");
  });
}
