/** Asks before something that cannot be undone: data-confirm on the form or on the button pressed. */
export function startConfirm(): void {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
      if (!question || confirm(question)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
