import { each } from "./dom";

/** How much is left until then, as minutes and seconds; nothing when it is over. */
export function startCountdown(): void {
  each("[data-countdown]", (place) => {
    const end = Date.parse(place.dataset.countdown ?? "");
    const tell = () => {
      const left = Math.max(0, Math.floor((end - Date.now()) / 1000));
      place.textContent = left ? `(${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")})` : "";
      if (!left) clearInterval(timer);
    };
    const timer = setInterval(tell, 1000);
    tell();
  });
}
