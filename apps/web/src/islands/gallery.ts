import { on } from "./dom";

/** Thumbnails swap the large picture; without scripts they are links to the file. */
export function startGallery(): void {
  on<"click", HTMLAnchorElement>("click", "[data-gallery] a.thumb", (thumb, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(thumb.closest("[data-gallery]"), thumb.getAttribute("href") ?? "");
  });
  document.addEventListener("gallery:show", (event) => {
    show(document.querySelector("[data-gallery]"), (event as CustomEvent<string>).detail);
  });
}

function show(gallery: Element | null, url: string): void {
  const main = gallery?.querySelector<HTMLImageElement>("[data-gallery-main]");
  if (!gallery || !main || !url) return;
  for (const thumb of gallery.querySelectorAll<HTMLAnchorElement>("a.thumb")) {
    const match = thumb.getAttribute("href") === url;
    if (match) {
      thumb.setAttribute("aria-current", "true");
      main.alt = thumb.dataset.alt ?? "";
      main.srcset = thumb.dataset.srcset ?? "";
    } else thumb.removeAttribute("aria-current");
  }
  if (main.getAttribute("src") !== url) main.src = url;
}
