// A shop's booking pages inside any other site:
//   <script src="https://my-shop.example/widget.js" data-service="corte" async></script>
// It stands alone: no module, no other file, nothing that the site's own scripts could meet.

/** Puts the frame where the script stands, and makes it as high as its page. */
function start(script: HTMLScriptElement): void {
  const shop = new URL(script.src).origin;
  const service = script.dataset.service;
  const frame = document.createElement("iframe");
  frame.src = `${shop}/reservar${service ? `/${encodeURIComponent(service)}` : ""}?embed=1`;
  frame.title = script.dataset.title ?? "Reservar una cita";
  frame.width = "100%";
  frame.height = "720";
  frame.style.border = "0";
  frame.style.width = "100%";
  // Each page of the frame is greeted anew; only the shop hears it.
  frame.addEventListener("load", () => frame.contentWindow?.postMessage({ vitrina: "hello" }, shop));
  addEventListener("message", (event: MessageEvent<{ vitrina?: unknown; height?: unknown } | null>) => {
    if (event.origin !== shop || event.source !== frame.contentWindow) return;
    const { vitrina, height } = event.data ?? {};
    if (vitrina === "height" && typeof height === "number" && height > 0) frame.style.height = `${Math.ceil(height)}px`;
  });
  script.after(frame);
}

if (document.currentScript instanceof HTMLScriptElement) start(document.currentScript);
