const LIFE_MS = 6000;

/** Shows a short message at the bottom; the region is live, so readers hear it. What is appended to the item may act. */
export function toast(text: string, kind = ""): HTMLElement | undefined {
  const region = document.getElementById("toasts");
  if (!region || !text) return undefined;
  const item = document.createElement("div");
  item.className = kind === "error" ? "toast-item toast-error" : "toast-item";
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "icon-btn";
  close.textContent = "×";
  close.setAttribute("aria-label", region.dataset.closeLabel ?? "");
  close.addEventListener("click", () => item.remove());
  item.append(words, close);
  region.append(item);
  // Errors stay until read; a pointer resting on a message keeps it.
  if (kind === "error") return item;
  const leave = () => (item.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : item.remove());
  setTimeout(leave, LIFE_MS);
  return item;
}

export function networkError(): void {
  toast(document.getElementById("toasts")?.dataset.errorText ?? "", "error");
}

/** The server may send a message with any htmx answer: HX-Trigger: {"toast":{"text":"…"}}. */
export function startToasts(): void {
  document.addEventListener("toast", (event) => {
    const { text, kind } = (event as CustomEvent<{ text?: string; kind?: string }>).detail ?? {};
    toast(text ?? "", kind);
  });
}
