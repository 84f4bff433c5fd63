"use strict";
// A frame of its own origin: it holds the card's fields, which the shop's page cannot read, and speaks with the API.
(() => {
  const asked = new URLSearchParams(location.search);
  const { key, group, origin: shop, kind } = Object.fromEntries(asked);
  const form = document.querySelector("form");
  const fault = document.querySelector(".fault");
  const fields = Object.fromEntries([...form.querySelectorAll("input")].map((input) => [input.name, input]));
  const faults = {
    incorrect_number: "Revisa el número de la tarjeta.",
    parameter_missing: "Completa los datos de la tarjeta.",
    invalid_expiry_month: "Revisa la fecha de vencimiento.",
    invalid_expiry_year: "La tarjeta está vencida.",
    invalid_cvc: "Revisa el código de seguridad.",
  };

  const digits = (text) => text.replace(/\D/g, "");
  const tell = (message) => window.parent.postMessage({ source: "stripe-sandbox", group, ...message }, shop);

  const call = async (path, said) => {
    const words = new URLSearchParams({ key, ...said.form });
    const response = said.method === "GET"
      ? await fetch(`${path}?${words}`)
      : await fetch(path, { method: "POST", body: words });
    return response.json();
  };

  const retrieve = ({ id, secret }) =>
    call(`/v1/payment_intents/${id}`, { method: "GET", form: { client_secret: secret } });

  const complete = () => {
    const [month, year] = fields.expiry.value.split("/").map(digits);
    return { number: digits(fields.number.value), month, year, code: digits(fields.cvc.value) };
  };

  // The number is sent once and forgotten, here as well.
  const method = async () => {
    const card = complete();
    const made = await call("/v1/payment_methods", {
      method: "POST",
      form: {
        type: "card",
        "card[number]": card.number,
        "card[exp_month]": card.month || "",
        "card[exp_year]": card.year || "",
        "card[cvc]": card.code,
      },
    });
    fault.textContent = made.error ? faults[made.error.code] || made.error.message : "";
    if (!made.error) form.reset();
    return made;
  };

  const confirm = async ({ id, secret, returnUrl, card }) => {
    const made = card ? { id: card } : await method();
    if (made.error) return made;
    return call(`/v1/payment_intents/${id}/confirm`, {
      method: "POST",
      form: { client_secret: secret, payment_method: made.id, ...(returnUrl ? { return_url: returnUrl } : {}) },
    });
  };

  fields.number.addEventListener("input", () => {
    fields.number.value = digits(fields.number.value).slice(0, 19).replace(/(.{4})(?=.)/g, "$1 ");
  });
  fields.expiry.addEventListener("input", () => {
    const typed = digits(fields.expiry.value).slice(0, 4);
    fields.expiry.value = typed.length > 2 ? `${typed.slice(0, 2)}/${typed.slice(2)}` : typed;
  });
  fields.cvc.addEventListener("input", () => {
    fields.cvc.value = digits(fields.cvc.value);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const card = complete();
    const all = card.number.length >= 13 && card.month && card.year && card.code.length >= 3;
    tell({ event: "change", data: { complete: Boolean(all), empty: !card.number, value: { type: "card" } } });
  });

  const able = { confirm, retrieve, method };
  window.addEventListener("message", async (event) => {
    const message = event.data;
    if (event.source !== window.parent || event.origin !== shop) return;
    if (message?.source !== "stripe-sandbox" || message.group !== group) return;
    if (message.op === "focus") fields.number.focus();
    if (!able[message.op]) return;
    let answer;
    try {
      answer = await able[message.op](message.said);
    } catch {
      answer = { error: { type: "api_connection_error", message: "no answer" } };
    }
    tell({ event: "answer", call: message.call, answer });
  });

  form.hidden = kind !== "payment";
  tell({ event: "ready" });
})();
