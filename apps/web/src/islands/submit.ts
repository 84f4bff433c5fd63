import { on } from "./dom";

/** A list's sort box sends its form as soon as it changes. */
export function startSubmit(): void {
  on<"change", HTMLSelectElement>("change", "[data-submit-on-change]", (field) => field.form?.requestSubmit());
}
