import { each, latest } from "./dom";
import { networkError } from "./toast";

interface Place {
  code: string;
  name: string;
}

/** Choosing a department refills the municipalities. */
export function startPlaces(): void {
  each("[data-places]", (group) => {
    const department = group.querySelector<HTMLSelectElement>('select[name="department"]');
    const municipality = group.querySelector<HTMLSelectElement>('select[name="municipality_code"]');
    if (!department || !municipality) return;
    const newest = latest();
    department.addEventListener("change", async () => {
      const empty = municipality.querySelector('option[value=""]')?.cloneNode(true);
      municipality.replaceChildren(...(empty ? [empty] : []));
      if (!department.value) return;
      municipality.disabled = true;
      const url = `${group.dataset.places}/${encodeURIComponent(department.value)}/municipalities`;
      const places = await newest(async (signal) => {
        const response = await fetch(url, { signal });
        if (!response.ok) throw new Error(String(response.status));
        return ((await response.json()) as { municipalities: Place[] }).municipalities;
      });
      municipality.disabled = false;
      if (!places) return networkError();
      municipality.append(...places.map((place) => new Option(place.name, place.code)));
      municipality.value = "";
    });
  });
}
