import { on } from "./dom";

const PAUSE_MS = 400;
const waiting = new WeakMap<HTMLFormElement, number>();

/** Minus and plus around a number field; data-stepper="submit" sends the form shortly after the last change. */
export function startStepper(): void {
  on("click", "[data-stepper] [data-step]", (button) => {
    const input = button.closest("[data-stepper]")?.querySelector("input");
    if (!input) return;
    const before = input.value;
    if (button.dataset.step === "-1") input.stepDown();
    else input.stepUp();
    if (input.value !== before) input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  on<"change", HTMLInputElement>("change", "[data-stepper] input", (input) => {
    if (input.min && !(Number(input.value) >= Number(input.min))) input.value = input.min;
    if (input.max && Number(input.value) > Number(input.max)) input.value = input.max;
    const form = input.form;
    if (!form || !input.closest('[data-stepper="submit"]')) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, window.setTimeout(() => form.requestSubmit(), PAUSE_MS));
  });
}
