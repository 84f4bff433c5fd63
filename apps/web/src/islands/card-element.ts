/** Stripe's own fields for a card, in a frame of its origin: it reads the number, asks the card's bank, and pays. */

type Refusal = { type?: string; code?: string; decline_code?: string; message?: string };
type Outcome = { error?: Refusal };
type Elements = { create(kind: "payment", options?: object): { mount(place: string): void } };
type Stripe = {
  elements(options: { clientSecret: string; locale: string }): Elements;
  confirmPayment(about: { elements: Elements; confirmParams: { return_url: string } }): Promise<Outcome>;
};
type Script = { Stripe?: (publicKey: string, options: { locale: string }) => Stripe };

/** Why a card was declined, in Stripe's words, and which text of the page says so: the same as for every other provider. */
const reasons: Record<string, string> = {
  insufficient_funds: "funds",
  incorrect_cvc: "code",
  invalid_cvc: "code",
  expired_card: "date",
  invalid_expiry_month: "date",
  invalid_expiry_year: "date",
  incorrect_number: "data",
  invalid_number: "data",
  call_issuer: "call",
  do_not_honor: "call",
  issuer_not_available: "call",
  card_not_supported: "disabled",
  transaction_not_allowed: "disabled",
  duplicate_transaction: "duplicate",
  card_velocity_exceeded: "tries",
  withdrawal_count_limit_exceeded: "tries",
  authentication_required: "unconfirmed",
  payment_intent_authentication_failure: "unconfirmed",
};

/** form[data-card-element=KEY] appears once the fields stand in it; else `[data-card-away]` does. */
export function startCardElement(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-card-element]");
  if (!form) return;
  const { Stripe } = window as Script;
  const notice = document.querySelector<HTMLElement>("[data-card-away]");
  if (!Stripe) {
    if (notice) notice.hidden = false;
    return;
  }
  form.hidden = false;
  const locale = form.dataset.lang === "en" ? "en" : "es-419";
  const stripe = Stripe(form.dataset.cardElement ?? "", { locale });
  const elements = stripe.elements({ clientSecret: form.dataset.secret ?? "", locale });
  elements.create("payment").mount("#card-element");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void pay(stripe, elements, form);
  });
}

/** Whoever has paid is led to the form's address; whoever has not reads why. */
async function pay(stripe: Stripe, elements: Elements, form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button:not([type=button])");
  if (!button || button.disabled) return;
  button.disabled = true;
  say(form, "");
  try {
    const outcome = await stripe.confirmPayment({ elements, confirmParams: { return_url: form.action } });
    say(form, (outcome.error && why(form, outcome.error)) ?? form.dataset.other ?? "");
  } catch {
    say(form, form.dataset.other ?? "");
  }
  button.disabled = false;
}

/** In the page's words where a bank declined the card; what is still missing in a field Stripe itself says. */
function why(form: HTMLFormElement, refusal: Refusal): string | undefined {
  const texts = form.querySelector<HTMLElement>("[data-card-problem]")?.dataset;
  const reason = reasons[refusal.decline_code ?? refusal.code ?? ""];
  if (reason) return texts?.[reason];
  return refusal.type === "card_error" ? texts?.declined : refusal.message;
}

function say(form: HTMLFormElement, text: string): void {
  const problem = form.querySelector<HTMLElement>("[data-card-problem]");
  if (!problem) return;
  problem.hidden = !text;
  problem.textContent = text;
}
