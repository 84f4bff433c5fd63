// A shop's booking pages inside any other site:
//   <script src="https://my-shop.example/widget.js" data-service="corte" data-theme="dark" data-lang="en" async></script>
// It stands alone: no module, no other file, nothing that the site's own scripts could meet.

/** Puts the frame where the script stands, and makes it as high as its page. */
function start(script: HTMLScriptElement): void {
  const shop = new URL(script.src).origin;
  const service = script.dataset.service;
  const { theme, lang } = script.dataset;
  const looks = [theme === "light" || theme === "dark" ? theme : "", lang === "es" || lang === "en" ? lang : ""];
  const embed = looks.filter(Boolean).join("-") || "1";
  const frame = document.createElement("iframe");
  frame.src = `${shop}/reservar${service ? `/${encodeURIComponent(service)}` : ""}?embed=${embed}`;
  frame.title = script.dataset.title ?? "Reservar una cita";
  frame.width = "100%";
  frame.height = "720";
  frame.style.border = "0";
  frame.style.width = "100%";
  let pages = 0;
  frame.addEventListener("load", () => {
    // Each page of the frame is greeted anew; only the shop hears it.
    frame.contentWindow?.postMessage({ vitrina: "hello" }, shop);
    // The frame is as high as its page, so it never scrolls itself: whoever went on from the foot of a page would see the foot
    // of the next one.
    pages += 1;
    if (pages > 1 && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
  });
  addEventListener("message", (event: MessageEvent<{ vitrina?: unknown; height?: unknown } | null>) => {
    if (event.origin !== shop || event.source !== frame.contentWindow) return;
    const { vitrina, height } = event.data ?? {};
    if (vitrina === "height" && typeof height === "number" && height > 0) frame.style.height = `${Math.ceil(height)}px`;
  });
  script.after(frame);
}

if (document.currentScript instanceof HTMLScriptElement) start(document.currentScript);
