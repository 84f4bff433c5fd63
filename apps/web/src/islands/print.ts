import { each, on } from "./dom";

/** button[data-print] appears and prints; without scripts the browser's own menu does. */
export function startPrint(): void {
  each("[data-print]", (button) => {
    button.hidden = false;
  });
  on("click", "[data-print]", () => print());
}
