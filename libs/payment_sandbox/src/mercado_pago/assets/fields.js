"use strict";
// One field of a card, in a frame of its own origin: the shop's page cannot read it. The frame of the number makes the token.
(() => {
  const asked = new URLSearchParams(location.search);
  const kind = asked.get("kind");
  const group = asked.get("group");
  const shop = asked.get("origin");
  const input = document.querySelector("input");
  const names = { cardNumber: "Número de la tarjeta", expirationDate: "Vencimiento", securityCode: "Código de seguridad" };
  const lengths = { cardNumber: 23, expirationDate: 7, securityCode: 4 };

  const digits = (text) => text.replace(/\D/g, "");
  const tell = (message) => window.parent.postMessage({ source: "mp-sandbox", group, kind, ...message }, shop);

  input.setAttribute("aria-label", names[kind]);
  input.placeholder = asked.get("placeholder") || "";
  input.maxLength = lengths[kind];

  const written = {
    cardNumber: (text) => digits(text).replace(/(.{4})(?=.)/g, "$1 "),
    expirationDate: (text) => {
      const typed = digits(text).slice(0, 6);
      return typed.length > 2 ? `${typed.slice(0, 2)}/${typed.slice(2)}` : typed;
    },
    securityCode: digits,
  }[kind];

  let bin = "";
  input.addEventListener("input", () => {
    input.value = written(input.value);
    const first = kind === "cardNumber" && digits(input.value).length >= 8 ? digits(input.value).slice(0, 8) : "";
    if (kind === "cardNumber" && first !== bin) {
      bin = first;
      tell({ event: "binChange", data: { bin: bin || null } });
    }
    tell({ event: "change", data: { field: kind } });
  });
  input.addEventListener("focus", () => tell({ event: "focus", data: { field: kind } }));
  input.addEventListener("blur", () => tell({ event: "blur", data: { field: kind } }));

  // What the other frames of this card find here; nobody else is of this origin.
  window.sandboxField = { group, kind, read: () => input.value };

  const sibling = (wanted) => {
    for (let at = 0; at < window.parent.frames.length; at += 1) {
      try {
        const field = window.parent.frames[at].sandboxField;
        if (field && field.group === group && field.kind === wanted) return field.read();
      } catch {
        // A frame of somebody else's.
      }
    }
    return "";
  };

  const tokenise = async (wanted) => {
    const [month, year] = sibling("expirationDate").split("/");
    const response = await fetch(`/v1/card_tokens?public_key=${encodeURIComponent(wanted.publicKey)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        card_number: digits(input.value),
        expiration_month: month || "",
        expiration_year: year || "",
        security_code: digits(sibling("securityCode")),
        cardholder: { name: wanted.cardholderName, identification: { type: wanted.identificationType, number: wanted.identificationNumber } },
      }),
    });
    return { ok: response.ok, body: await response.json() };
  };

  window.addEventListener("message", async (event) => {
    const message = event.data;
    if (event.source !== window.parent || event.origin !== shop || message?.source !== "mp-sandbox" || message.group !== group) return;
    if (message.op === "focus") input.focus();
    if (message.op === "placeholder") input.placeholder = message.text;
    if (message.op === "token" && kind === "cardNumber") {
      let answer;
      try {
        answer = await tokenise(message.card);
      } catch {
        answer = { ok: false, body: { message: "no answer", cause: [] } };
      }
      tell({ event: "token", call: message.call, ...answer });
    }
  });
  tell({ event: "ready", data: { field: kind } });
})();
