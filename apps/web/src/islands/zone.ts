import { each } from "./dom";

const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
const city = (mine.split("/").at(-1) ?? mine).replaceAll("_", " ");

/** `10:00 a. m.` there, with the day when that is another one than at the shop. */
function written(instant: Date, timeZone: string, shopZone: string): string {
  const language = document.documentElement.lang;
  const day = (zone: string) => instant.toLocaleDateString(language, { timeZone: zone, weekday: "short", day: "numeric" });
  const hour = instant.toLocaleTimeString(language, { timeZone, hour: "numeric", minute: "2-digit" });
  return day(timeZone) === day(shopZone) ? hour : `${day(timeZone)}, ${hour}`;
}

/** Beside the shop's time also that of the customer's own clock, where it shows another one; and tells forms its zone. */
export function startZone(): void {
  each("[data-yours]", (place) => {
    const { yours = "", zone = "UTC", text = "{time}" } = place.dataset;
    const instant = new Date(yours);
    const own = written(instant, mine, zone);
    if (own === written(instant, zone, zone)) return;
    place.textContent = text.replace("{time}", own).replace("{city}", city);
    place.hidden = false;
  });
  each<HTMLInputElement>("[data-my-zone]", (field) => {
    field.value = mine;
  });
}
