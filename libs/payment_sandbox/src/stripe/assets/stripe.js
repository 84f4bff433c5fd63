"use strict";
// What a shop's page sees of Stripe.js: `Stripe(publishableKey)`, with the card's fields in a frame of another origin.
(() => {
  const home = new URL(document.currentScript.src).origin;
  const name = () => crypto.getRandomValues(new Uint32Array(2)).join("-");
  const idOf = (secret) => String(secret).split("_secret_")[0];

  // A frame of the other origin, and what is said with it.
  class Frame {
    constructor(key, kind) {
      this.group = name();
      this.calls = new Map();
      this.heard = {};
      this.element = document.createElement("iframe");
      const url = new URL("/v3/frame", home);
      url.search = new URLSearchParams({ key, kind, group: this.group, origin: location.origin });
      this.element.src = url;
      this.ready = new Promise((resolve) => this.on("ready", resolve));
      window.addEventListener("message", (event) => this.hear(event));
    }

    on(event, listener) {
      (this.heard[event] ||= []).push(listener);
    }

    hear(event) {
      const message = event.data;
      if (event.origin !== home || message?.source !== "stripe-sandbox" || message.group !== this.group) return;
      if (message.event === "answer") {
        this.calls.get(message.call)?.(message.answer);
        this.calls.delete(message.call);
        return;
      }
      (this.heard[message.event] || []).forEach((listener) => listener(message.data || {}));
    }

    say(message) {
      this.element.contentWindow.postMessage({ source: "stripe-sandbox", group: this.group, ...message }, home);
    }

    async ask(op, said) {
      await this.ready;
      const call = name();
      return new Promise((resolve) => {
        this.calls.set(call, resolve);
        this.say({ op, call, said });
      });
    }
  }

  class PaymentElement {
    constructor(key) {
      this.frame = new Frame(key, "payment");
      this.frame.element.title = "Datos de la tarjeta";
      this.frame.element.style.cssText = "width:100%;height:17rem;border:0";
    }

    mount(place) {
      const holder = typeof place === "string" ? document.querySelector(place) : place;
      if (!holder) throw new Error(`there is no element ${place}`);
      holder.replaceChildren(this.frame.element);
      return this;
    }

    unmount() {
      this.frame.element.remove();
      return this;
    }

    destroy() {
      return this.unmount();
    }

    on(event, listener) {
      this.frame.on(event, listener);
      return this;
    }

    focus() {
      this.frame.say({ op: "focus" });
      return this;
    }

    update() {
      return this;
    }
  }

  // The card's bank asks within a frame over the page, until its owner has answered.
  const challenge = (url) =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.src = url;
      frame.title = "Confirma tu pago";
      frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;background:#fff";
      const hear = (event) => {
        if (event.origin !== home || event.source !== frame.contentWindow) return;
        if (event.data?.source !== "stripe-sandbox" || event.data.event !== "challenge") return;
        window.removeEventListener("message", hear);
        frame.remove();
        resolve();
      };
      window.addEventListener("message", hear);
      document.body.append(frame);
    });

  class Stripe {
    constructor(key, options) {
      if (!/^pk_(test|live)_./.test(key)) throw new Error("a publishable key is needed");
      this.key = key;
      this.options = options || {};
    }

    elements(options) {
      const key = this.key;
      const made = {};
      return {
        clientSecret: options?.clientSecret,
        create(kind) {
          if (kind !== "payment") throw new Error(`unknown element ${kind}`);
          if (made.payment) throw new Error("there is one already");
          made.payment = new PaymentElement(key);
          return made.payment;
        },
        getElement: (kind) => made[kind] || null,
        submit: async () => ({}),
        update() {},
      };
    }

    // A frame that only speaks, for what needs no fields.
    speaker() {
      if (!this.speaks) {
        this.speaks = new Frame(this.key, "speaker");
        this.speaks.element.hidden = true;
        this.speaks.element.title = "Stripe";
        document.body.append(this.speaks.element);
      }
      return this.speaks;
    }

    // {paymentIntent} or {error}, once the card's bank has asked if it must.
    async settled(answer, secret) {
      if (answer.error) return { error: { ...answer.error, payment_intent: answer.error.payment_intent } };
      if (answer.status !== "requires_action") return this.told(answer);
      const next = answer.next_action;
      await challenge(next.use_stripe_sdk?.stripe_js || next.redirect_to_url.url);
      return this.told(await this.speaker().ask("retrieve", { id: answer.id, secret }));
    }

    told(intent) {
      if (intent.error) return { error: intent.error };
      if (intent.last_payment_error && intent.status === "requires_payment_method") {
        return { error: { ...intent.last_payment_error, payment_intent: intent } };
      }
      return { paymentIntent: intent };
    }

    async confirmPayment({ elements, clientSecret, confirmParams, redirect }) {
      const secret = clientSecret || elements?.clientSecret;
      const returnUrl = confirmParams?.return_url;
      if (!secret) throw new Error("a client secret is needed");
      if (!returnUrl && redirect !== "if_required") throw new Error("confirmParams.return_url is needed");
      const card = confirmParams?.payment_method;
      const frame = card ? this.speaker() : elements?.getElement("payment")?.frame;
      if (!frame) throw new Error("no payment element is mounted");
      const answer = await frame.ask("confirm", { id: idOf(secret), secret, returnUrl, card });
      const result = await this.settled(answer, secret);
      if (result.error || redirect === "if_required") return result;
      const url = new URL(returnUrl);
      url.searchParams.set("payment_intent", result.paymentIntent.id);
      url.searchParams.set("payment_intent_client_secret", secret);
      url.searchParams.set("redirect_status", "succeeded");
      location.assign(url);
      return new Promise(() => {});
    }

    async handleNextAction({ clientSecret }) {
      const answer = await this.speaker().ask("retrieve", { id: idOf(clientSecret), secret: clientSecret });
      return this.settled(answer, clientSecret);
    }

    async retrievePaymentIntent(clientSecret) {
      return this.told(await this.speaker().ask("retrieve", { id: idOf(clientSecret), secret: clientSecret }));
    }
  }

  window.Stripe = (key, options) => new Stripe(key, options);
})();
