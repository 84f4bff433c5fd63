import { on, postForm } from "./dom";
import { networkError, toast } from "./toast";

interface Added {
  count?: number;
  message?: string;
}

/** Adds to the cart without leaving the page. Any answer but JSON is followed like a normal form post. */
export function startCart(): void {
  on("submit", "form[data-add-to-cart]", (form, event) => {
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    void add(form as HTMLFormElement, event.submitter).finally(() => form.removeAttribute("aria-busy"));
  });
}

async function add(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  try {
    const response = await postForm(form, submitter);
    if (!response.headers.get("content-type")?.includes("json")) {
      location.assign(response.redirected ? response.url : "/cart");
      return;
    }
    const answer = (await response.json()) as Added;
    if (typeof answer.count === "number") showCount(answer.count);
    toast(answer.message ?? "", response.ok ? "" : "error");
  } catch {
    networkError();
  }
}

function showCount(count: number): void {
  const badge = document.getElementById("cart-count");
  if (!badge) return;
  badge.textContent = String(count);
  badge.hidden = count === 0;
}
