/** Parts refreshed by `hx-trigger="every 30s"` rest while nobody looks at the tab. */
export function startPoll(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const source = (event as CustomEvent<{ ctx: { sourceElement: Element } }>).detail.ctx.sourceElement;
    if (document.hidden && source.getAttribute("hx-trigger")?.startsWith("every ")) event.preventDefault();
  });
}
