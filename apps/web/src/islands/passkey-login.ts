import { type Ceremony, type Coded, Refused, ask, decoded, encoded, knowsPasskeys, tell } from "./webauthn";

type Options = Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & { challenge: Coded };

/** A challenge is replaced so long before it ends. */
const MARGIN_MS = 30_000;

/** `data-passkey-login`: the button, and passkeys among what the browser offers for the address. */
export function startPasskeyLogin(): void {
  const box = document.querySelector<HTMLElement>("[data-passkey-login]");
  const button = box?.querySelector("button");
  if (!box || !button || !knowsPasskeys(box.dataset.passkeyLogin)) return;
  const alert = box.querySelector<HTMLElement>("[role=alert]");
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    tell(alert, "");
    try {
      await signIn();
    } catch (error) {
      tell(alert, error instanceof Refused ? error.message : (box.dataset.failed ?? ""));
      button.disabled = false;
      void offer();
    }
  });
  void offer();
}

/** Only one conversation with the device at a time: a newer one ends the one before. */
let current: AbortController | undefined;

/** Has the browser offer passkeys in the field of the address, as long as the page is open. */
async function offer(): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  try {
    await signIn("conditional");
  } catch {
    // Nobody asked for it aloud; the button and the password are still there.
  }
}

async function signIn(mediation?: "conditional"): Promise<void> {
  current?.abort();
  const mine = (current = new AbortController());
  const begun = await ask<Ceremony<Options>>("login/passkey/begin");
  if (mine.signal.aborted) return;
  if (mediation) renewLater(mine, begun.expires_in * 1000 - MARGIN_MS);
  const publicKey = { ...begun.public_key, challenge: decoded(begun.public_key.challenge), allowCredentials: [] };
  const key = await navigator.credentials.get({ publicKey, signal: mine.signal, ...(mediation && { mediation }) });
  if (!(key instanceof PublicKeyCredential)) return;
  const response = key.response as AuthenticatorAssertionResponse;
  const { location: next } = await ask<{ location: string }>("login/passkey", {
    ceremony: begun.ceremony,
    credential: key.id,
    user_handle: encoded(response.userHandle ?? new ArrayBuffer(0)),
    client_data: encoded(response.clientDataJSON),
    authenticator_data: encoded(response.authenticatorData),
    signature: encoded(response.signature),
    remember: document.querySelector<HTMLInputElement>('input[name="remember"]')?.checked ?? false,
    next: document.querySelector<HTMLInputElement>('input[name="next"]')?.value ?? "",
  });
  location.assign(next);
}

/** Begins anew before the challenge ends; a page that nobody looks at waits until somebody does. */
function renewLater(mine: AbortController, ms: number): void {
  const renew = () => {
    if (mine !== current) return;
    if (document.hidden) document.addEventListener("visibilitychange", renew, { once: true });
    else void offer();
  };
  setTimeout(renew, ms);
}
