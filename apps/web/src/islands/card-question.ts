/** form[data-card-question=PATH] is posted into its frame at once; when the bank's page there says that it is over, PATH is next. */
export function startCardQuestion(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-card-question]");
  if (!form) return;
  const asker = new URL(form.action).origin;
  window.addEventListener("message", (event: MessageEvent<{ status?: string } | null>) => {
    if (event.origin === asker && event.data?.status === "COMPLETE") location.assign(form.dataset.cardQuestion ?? "/");
  });
  form.submit();
}
