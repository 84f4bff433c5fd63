import { type Ceremony, type Coded, Refused, ask, decoded, encoded, knowsPasskeys, tell } from "./webauthn";

type Known = { type: "public-key"; id: Coded };
type Options = Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
  challenge: Coded;
  user: { id: Coded; name: string; displayName: string };
  excludeCredentials?: Known[];
};

/** `data-passkey-new`: a form that proves who one is, and has the device make a passkey. */
export function startPasskeyNew(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-passkey-new]");
  const button = form?.querySelector<HTMLButtonElement>('button[type="submit"]');
  if (!form || !button || !knowsPasskeys(form.dataset.passkeyNew)) return;
  document.querySelector<HTMLElement>("[data-passkey-unknown]")?.remove();
  form.hidden = false;
  const alert = form.querySelector<HTMLElement>("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    tell(alert, "");
    try {
      await make(form);
      location.assign("/account/security?done=identity-passkey-added");
    } catch (error) {
      tell(alert, reason(form, error));
      button.disabled = false;
    }
  });
}

async function make(form: HTMLFormElement): Promise<void> {
  const typed = (name: string) => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value;
  const proof = { current_password: typed("current_password"), code: typed("code") };
  const { ceremony, public_key: asked } = await ask<Ceremony<Options>>("passkeys/begin", proof);
  const publicKey = {
    ...asked,
    challenge: decoded(asked.challenge),
    user: { ...asked.user, id: decoded(asked.user.id) },
    excludeCredentials: (asked.excludeCredentials ?? []).map((known) => ({ ...known, id: decoded(known.id) })),
  };
  const key = await navigator.credentials.create({ publicKey });
  if (!(key instanceof PublicKeyCredential)) throw new Error("no passkey");
  const response = key.response as AuthenticatorAttestationResponse;
  await ask("passkeys", {
    ceremony,
    name: typed("name"),
    credential: key.id,
    client_data: encoded(response.clientDataJSON),
    attestation: encoded(response.attestationObject),
  });
}

/** In words; the field that is wrong gets the focus. */
function reason(form: HTMLFormElement, error: unknown): string {
  for (const marked of form.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
  if (error instanceof Refused) {
    const field = error.field ? form.querySelector<HTMLInputElement>(`input[name="${error.field}"]`) : null;
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
    return error.message;
  }
  const isKnown = error instanceof DOMException && error.name === "InvalidStateError";
  return (isKnown ? form.dataset.known : form.dataset.failed) ?? "";
}
