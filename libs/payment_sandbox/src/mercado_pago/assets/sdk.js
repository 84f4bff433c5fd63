"use strict";
// What a shop's page sees of Mercado Pago: `new MercadoPago(publicKey, { locale })`, with the card's fields in frames.
(() => {
  const home = new URL(document.currentScript.src).origin;
  const kinds = ["cardNumber", "expirationDate", "securityCode"];
  // {code, text of the cause} to the field that it is about, as the page shows it.
  const fields = { 205: "cardNumber", 325: "expirationDate", 224: "securityCode", 221: "cardholderName" };

  const ask = async (path, query) => {
    const url = new URL(path, home);
    Object.entries(query).forEach(([name, value]) => value !== undefined && url.searchParams.set(name, value));
    const response = await fetch(url);
    const body = await response.json();
    if (!response.ok) throw body;
    return body;
  };

  class Field {
    constructor(card, kind, options) {
      this.card = card;
      this.kind = kind;
      this.options = options || {};
      this.heard = {};
    }

    mount(place) {
      const frame = document.createElement("iframe");
      const url = new URL("/sandbox/field", home);
      url.search = new URLSearchParams({
        kind: this.kind,
        group: this.card.group,
        origin: location.origin,
        placeholder: this.options.placeholder || "",
      });
      frame.src = url;
      frame.name = this.kind;
      frame.title = this.kind;
      frame.setAttribute("frameborder", "0");
      frame.style.cssText = "width:100%;height:100%;border:0";
      const holder = document.getElementById(place);
      if (!holder) throw new Error(`there is no element with the id ${place}`);
      holder.replaceChildren(frame);
      this.frame = frame;
      return this;
    }

    unmount() {
      this.frame?.remove();
      this.frame = undefined;
      return this;
    }

    on(event, listener) {
      (this.heard[event] ||= []).push(listener);
      return this;
    }

    focus() {
      this.say({ op: "focus" });
      return this;
    }

    update(options) {
      this.say({ op: "placeholder", text: options.placeholder || "" });
      return this;
    }

    say(message) {
      this.frame?.contentWindow.postMessage({ source: "mp-sandbox", group: this.card.group, ...message }, home);
    }
  }

  class Card {
    constructor(publicKey) {
      this.publicKey = publicKey;
      this.group = crypto.getRandomValues(new Uint32Array(2)).join("-");
      this.fields = {};
      this.calls = new Map();
      window.addEventListener("message", (event) => this.hear(event));
    }

    hear(event) {
      const message = event.data;
      if (event.origin !== home || message?.source !== "mp-sandbox" || message.group !== this.group) return;
      if (message.event === "token") {
        const call = this.calls.get(message.call);
        this.calls.delete(message.call);
        if (message.ok) call?.resolve(message.body);
        else call?.reject((message.body.cause || []).map((cause) => ({ code: String(cause.code), message: cause.description, field: fields[cause.code] })));
        return;
      }
      (this.fields[message.kind]?.heard[message.event] || []).forEach((listener) => listener(message.data));
    }

    create(kind, options) {
      if (!kinds.includes(kind)) throw new Error(`unknown field ${kind}`);
      this.fields[kind] = new Field(this, kind, options);
      return this.fields[kind];
    }

    createCardToken(holder) {
      const number = this.fields.cardNumber;
      if (!number?.frame) return Promise.reject([{ code: "E301", message: "the fields are not mounted", field: "cardNumber" }]);
      const call = crypto.getRandomValues(new Uint32Array(2)).join("-");
      return new Promise((resolve, reject) => {
        this.calls.set(call, { resolve, reject });
        number.say({ op: "token", call, card: { publicKey: this.publicKey, ...holder } });
      });
    }
  }

  class MercadoPago {
    constructor(publicKey, options) {
      if (!publicKey) throw new Error("a public key is needed");
      this.publicKey = publicKey;
      this.locale = options?.locale;
      const card = new Card(publicKey);
      this.fields = {
        create: (kind, wanted) => card.create(kind, wanted),
        createCardToken: (holder) => card.createCardToken(holder),
      };
    }

    getPaymentMethods({ bin }) {
      return ask("/v1/payment_methods/search", { bin, public_key: this.publicKey });
    }

    getIssuers({ bin, paymentMethodId }) {
      return ask("/v1/payment_methods/card_issuers", { bin, payment_method_id: paymentMethodId, public_key: this.publicKey });
    }

    getInstallments({ amount, bin }) {
      return ask("/v1/payment_methods/installments", { amount, bin, public_key: this.publicKey });
    }

    getIdentificationTypes() {
      return ask("/v1/identification_types", { public_key: this.publicKey });
    }
  }

  window.MercadoPago = MercadoPago;
})();
