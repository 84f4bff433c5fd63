/** What signing in by a passkey and making one have in common: speaking to the server and to the device. */
import { csrf } from "./dom";

/** A conversation that the server has begun. */
export type Ceremony<Options> = { ceremony: string; public_key: Options; expires_in: number };

/** Bytes travel as base64url. */
export type Coded = string;

/** The server said no, in words for people. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly field: string | undefined,
  ) {
    super(message);
  }
}

/** Whether this browser speaks to devices, at the address of which passkeys are believed. */
export const knowsPasskeys = (host: string | undefined): boolean =>
  location.hostname === host && isSecureContext && typeof PublicKeyCredential === "function";

/** Posts to the API; throws what it refuses. */
export async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`/api/v1/auth/${path}`, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRF-Token": csrf(), ...(body && { "Content-Type": "application/json" }) },
    body: body ? JSON.stringify(body) : null,
  });
  const said = (await answer.json()) as Answer & { detail?: string; errors?: { field: string; detail: string }[] };
  if (answer.ok) return said;
  const wrong = said.errors?.[0];
  throw new Refused(wrong?.detail ?? said.detail ?? "", wrong?.field);
}

export const decoded = (text: Coded): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

export const encoded = (bytes: ArrayBuffer): Coded =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/** Tells what went wrong, where it is read aloud; an empty text takes it away. */
export function tell(place: HTMLElement | null, text: string): void {
  const words = place?.querySelector("span");
  if (!place || !words) return;
  words.textContent = text;
  place.hidden = !text;
}
