/** Mercado Pago's own fields for a card: each in a frame of its origin, so that neither this page nor its server sees a number. */

type Method = { id: string };
type Costs = { payer_costs: { installments: number; recommended_message: string }[] };
type Field = { mount(place: string): Field; on(event: "binChange", heard: (data: { bin: string | null }) => void): Field };
type Holder = { cardholderName: string; identificationType: string; identificationNumber: string };
type Provider = {
  fields: { create(kind: string, options: object): Field; createCardToken(holder: Holder): Promise<{ id: string }> };
  getPaymentMethods(about: { bin: string }): Promise<{ results: Method[] }>;
  getIssuers(about: { paymentMethodId: string; bin: string }): Promise<{ id: string | number }[]>;
  getInstallments(about: { amount: string; bin: string }): Promise<Costs[]>;
};
type Script = { MercadoPago?: new (publicKey: string, options: { locale: string }) => Provider };

/** What is wrong, by the field that it is about. */
type Complaint = { field?: string };
const words: Record<string, string> = { cardNumber: "number", expirationDate: "date", securityCode: "code" };

/** form[data-card-fields=KEY] appears once the fields stand in it; else `[data-card-away]` does. */
export function startCardFields(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-card-fields]");
  if (!form) return;
  const { MercadoPago } = window as Script;
  if (!MercadoPago) return away();
  form.hidden = false;
  const locale = form.dataset.lang === "en" ? "en-US" : "es-CO";
  const provider = new MercadoPago(form.dataset.cardFields ?? "", { locale });
  const number = provider.fields.create("cardNumber", { placeholder: "0000 0000 0000 0000" }).mount("card-number");
  provider.fields.create("expirationDate", { placeholder: "MM/AA" }).mount("card-date");
  provider.fields.create("securityCode", { placeholder: "123" }).mount("card-code");
  number.on("binChange", ({ bin }) => void learn(provider, form, bin));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(provider, form);
  });
}

function away(): void {
  const notice = document.querySelector<HTMLElement>("[data-card-away]");
  if (notice) notice.hidden = false;
}

/** The first digits say which brand it is, which bank's, and in how many parts it pays. */
async function learn(provider: Provider, form: HTMLFormElement, bin: string | null): Promise<void> {
  if (!bin) return fill(form, "payment_method_id", "");
  try {
    const [method] = (await provider.getPaymentMethods({ bin })).results;
    fill(form, "payment_method_id", method?.id ?? "");
    if (!method) return;
    const [issuer] = await provider.getIssuers({ paymentMethodId: method.id, bin });
    fill(form, "issuer_id", String(issuer?.id ?? ""));
    offer(form, await provider.getInstallments({ amount: form.dataset.amount ?? "", bin }));
  } catch {
    // Who paid knows nothing of parts then: all at once is always offered.
  }
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

function offer(form: HTMLFormElement, [costs]: Costs[]): void {
  const list = form.elements.namedItem("installments");
  if (!(list instanceof HTMLSelectElement) || !costs?.payer_costs.length) return;
  const chosen = list.value;
  list.replaceChildren(...costs.payer_costs.map((cost) => new Option(cost.recommended_message, String(cost.installments))));
  list.value = chosen;
  if (list.selectedIndex < 0) list.selectedIndex = 0;
}

/** Has the provider give something for the card, and sends that alone. */
async function send(provider: Provider, form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button:not([type=button])");
  if (!button || button.disabled) return;
  button.disabled = true;
  complain(form, undefined);
  const value = (selector: string) => form.querySelector<HTMLInputElement | HTMLSelectElement>(selector)?.value.trim() ?? "";
  try {
    const token = await provider.fields.createCardToken({
      cardholderName: value("#card-holder"),
      identificationType: value("[name=document_type]"),
      identificationNumber: value("[name=document]").replace(/[^0-9A-Za-z]/g, ""),
    });
    fill(form, "token", token.id);
    form.submit();
  } catch (refusal) {
    const [first] = Array.isArray(refusal) ? (refusal as Complaint[]) : [];
    complain(form, words[first?.field ?? ""] ?? "other");
    button.disabled = false;
  }
}

/** Says what is wrong, in the page's words. */
function complain(form: HTMLFormElement, about: string | undefined): void {
  const problem = form.querySelector<HTMLElement>("[data-card-problem]");
  if (!problem) return;
  problem.hidden = !about;
  problem.textContent = about ? (problem.dataset[about] ?? problem.dataset.other ?? "") : "";
}
