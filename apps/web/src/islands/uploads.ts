import { csrf, each } from "./dom";
import { networkError } from "./toast";

/** form[data-uploads="Subiendo {n} de {total}…"]: takes several files, sends them one after another, then shows the page anew. */
export function startUploads(): void {
  each<HTMLFormElement>("form[data-uploads]", (form) => {
    const input = form.querySelector<HTMLInputElement>('input[type="file"]');
    const note = form.querySelector<HTMLElement>("[data-uploads-note]");
    if (!input) return;
    input.multiple = true;
    form.addEventListener("submit", (event) => {
      const files = Array.from(input.files ?? []);
      // One file goes as any form does, so that a refusal is shown beside it.
      if (files.length < 2) return;
      event.preventDefault();
      void send(form, files, (n) => {
        if (note) note.textContent = (form.dataset.uploads ?? "").replace("{n}", String(n)).replace("{total}", String(files.length));
      });
    });
  });
}

async function send(form: HTMLFormElement, files: File[], tell: (n: number) => void): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button");
  if (button) button.disabled = true;
  let last: Response | undefined;
  for (const [i, file] of files.entries()) {
    tell(i + 1);
    const body = new FormData();
    body.append("csrf_token", csrf());
    body.append("file", file);
    last = await fetch(form.action, { method: "POST", body }).catch(() => undefined);
    if (!last?.ok) break;
  }
  if (!last) {
    if (button) button.disabled = false;
    return networkError();
  }
  if (last.ok) return void (location.href = last.url === location.href ? location.pathname : last.url);
  // What was refused says why on the page that came back.
  const refused = new DOMParser().parseFromString(await last.text(), "text/html").getElementById("pictures");
  const section = document.getElementById("pictures");
  if (refused && section) section.replaceWith(document.importNode(refused, true));
}
