import { each } from "./dom";

interface Variant {
  id: string;
  options: string[];
  price: string;
  compare: string;
  stock: number;
  stock_text: string;
  /** "many", "low" or "none": the dot's colour. */
  level: string;
  image: string;
}
interface Data {
  variants: Variant[];
  /** Said when the chosen options make no variant. */
  none_text: string;
}

/** Product page: options chosen -> variant, price, stock and picture. Prices come formatted from the server. */
export function startVariants(): void {
  each<HTMLFormElement>("form[data-variants]", (form) => {
    const json = form.querySelector('script[type="application/json"]')?.textContent;
    if (!json) return;
    const data = JSON.parse(json) as Data;
    const groups = Array.from(form.querySelectorAll<HTMLElement>("[data-option]"));
    const update = () => apply(form, data, groups);
    form.addEventListener("change", (event) => {
      if ((event.target as Element).closest("[data-option]")) update();
    });
    update();
  });
}

const chosen = (group: HTMLElement) => group.querySelector<HTMLInputElement>("input:checked")?.value ?? "";

function apply(form: HTMLFormElement, data: Data, groups: HTMLElement[]): void {
  const picked = groups.map(chosen);
  const variant = data.variants.find((v) => v.options.every((value, i) => value === picked[i]));
  const scope = form.closest<HTMLElement>("[data-product]") ?? document.body;
  const put = (name: string, text: string) => {
    for (const element of scope.querySelectorAll<HTMLElement>(`[data-${name}]`)) {
      if (element.textContent !== text) element.textContent = text;
      element.hidden = text === "";
    }
  };
  const id = form.querySelector<HTMLInputElement>('input[name="variant_id"]');
  if (id) id.value = variant?.id ?? "";
  if (variant) {
    put("price", variant.price);
    put("compare", variant.compare);
  }
  put("stock", variant ? variant.stock_text : data.none_text);
  for (const dot of scope.querySelectorAll<HTMLElement>("[data-level]")) dot.dataset.level = variant?.level ?? "none";
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"], button:not([type])');
  if (button) button.disabled = !variant || variant.stock <= 0;
  const quantity = form.querySelector<HTMLInputElement>('input[name="quantity"]');
  if (quantity && variant) quantity.max = String(Math.max(1, Math.min(99, variant.stock)));
  if (variant?.image) form.dispatchEvent(new CustomEvent("gallery:show", { bubbles: true, detail: variant.image }));
  markImpossible(data, groups, picked);
}

/** Strikes the values which, with the other choices kept, nobody can buy; they can still be chosen. */
function markImpossible(data: Data, groups: HTMLElement[], picked: string[]): void {
  groups.forEach((group, position) => {
    for (const pill of group.querySelectorAll<HTMLElement>(".pill")) {
      const value = pill.querySelector("input")?.value;
      const possible = data.variants.some(
        (v) => v.stock > 0 && v.options.every((option, i) => option === (i === position ? value : picked[i])),
      );
      pill.toggleAttribute("data-out", !possible);
    }
  });
}
