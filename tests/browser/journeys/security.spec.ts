// What guards an account: a second step with an app on a telephone, and passkeys instead of the password.
import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectGoodLooking, hosts, letter, linkIn, newPerson, otherDevice, register, test } from "../fixtures.ts";

const security = `${hosts.demo}/account/security`;

/** What an authenticator app shows (RFC 6238) so many half minutes from now. */
function appCode(secret: string, later = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac("sha1", key).update(step).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** Letters about the account go to proved addresses only. */
async function proveAddress(page: Page, email: string): Promise<void> {
  await page.goto(linkIn(await letter(page, email, /Confirma tu correo/), /verify-email/));
  await page.getByRole("button", { name: "Confirmar mi correo" }).click();
  await expect(page.getByText("Tu correo quedó confirmado")).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await page.goto(security);
  await page.getByRole("button", { name: "Cuenta" }).click();
  await page.locator("#account-menu").getByRole("button", { name: "Salir" }).click();
  await expect(page.getByText("Cerraste tu sesión.")).toBeVisible();
}

/** Fills the sign-in page and sends it. */
async function giveAddressAndPassword(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.goto(`${hosts.demo}/login`);
  await page.getByLabel("Correo").fill(who.email);
  await page.getByLabel("Contraseña").fill(who.password);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
}

test("somebody turns the second step on, signs in with a code and without the telephone, and turns it off", async ({ page }) => {
  test.setTimeout(120_000);
  const person = newPerson("Sofía Segura");
  await register(page, person);
  await proveAddress(page, person.email);
  let secret = "";
  let recovery: string[] = [];

  await test.step("She turns it on with the key that the page shows, and a first code", async () => {
    await page.goto(security);
    await page.getByRole("button", { name: "Activar" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Verificación en dos pasos");
    secret = (await page.getByRole("main").locator("code").innerText()).replaceAll(" ", "");
    await expectGoodLooking(page, "second-factor-setup");
    await page.getByLabel("Código de 6 dígitos").fill(appCode(secret, -1));
    await page.getByLabel("Contraseña actual").fill("no es esta");
    await page.getByRole("button", { name: "Activar" }).click();
    await expect(page.getByText("No es tu contraseña actual.")).toBeVisible();
    await page.getByLabel("Código de 6 dígitos").fill(appCode(secret, -1));
    await page.getByLabel("Contraseña actual").fill(person.password);
    await page.getByRole("button", { name: "Activar" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tus códigos de recuperación");
    recovery = await page.getByRole("main").locator("li code").allInnerTexts();
    expect(recovery).toHaveLength(10);
    await expectGoodLooking(page, "recovery-codes");
    await page.getByRole("link", { name: "Ya los guardé" }).click();
    await expect(page.getByText("Activada", { exact: true })).toBeVisible();
    await expectGoodLooking(page, "security-second-factor-on");
    await letter(page, person.email, /Activaste la verificación en dos pasos/);
  });

  await test.step("After the password the code is asked for; a wrong one opens nothing", async () => {
    await signOut(page);
    await giveAddressAndPassword(page, person);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Un paso más");
    await expectGoodLooking(page, "second-step");
    await page.getByLabel("Código de 6 dígitos").fill("000000");
    await page.getByRole("button", { name: "Entrar" }).click();
    await expect(page.getByText("Ese código no es correcto")).toBeVisible();
    await page.goto(security);
    await expect(page).toHaveURL(/\/login/);
    await giveAddressAndPassword(page, person);
    await page.getByLabel("Código de 6 dígitos").fill(appCode(secret));
    await page.getByRole("button", { name: "Entrar" }).click();
    await expect(page).toHaveURL(`${hosts.demo}/account`);
  });

  await test.step("Without the telephone a code from the drawer does, once", async () => {
    await signOut(page);
    await giveAddressAndPassword(page, person);
    await page.getByRole("link", { name: "No tengo mi teléfono a la mano" }).click();
    await expectGoodLooking(page, "second-step-recovery");
    await page.getByLabel("Código de recuperación").fill(recovery[0] ?? "");
    await page.getByRole("button", { name: "Entrar" }).click();
    await expect(page).toHaveURL(`${hosts.demo}/account`);
    await page.goto(security);
    await expect(page.getByText("Te quedan 9")).toBeVisible();
    await letter(page, person.email, /Se usó un código de recuperación/);
  });

  await test.step("She turns it off with the password and a code", async () => {
    await page.getByRole("link", { name: "Desactivar" }).click();
    await expectGoodLooking(page, "second-factor-off");
    await page.getByLabel("Contraseña actual").fill(person.password);
    await page.getByLabel("Código de 6 dígitos").fill(recovery[1] ?? "");
    await page.getByRole("button", { name: "Desactivar" }).click();
    await expect(page.getByText("La verificación en dos pasos quedó desactivada.")).toBeVisible();
    await signOut(page);
    await giveAddressAndPassword(page, person);
    await expect(page).toHaveURL(`${hosts.demo}/account`);
  });
});

/** A telephone with a finger on it, for this page. */
async function plugIn(page: Page): Promise<{ touches(yes: boolean): Promise<void>; keys(): Promise<number> }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    touches: async (enabled) => {
      await cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
    },
    keys: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}

test("somebody makes a passkey, signs in by it without a password, and removes it", async ({ page }) => {
  test.setTimeout(120_000);
  const person = newPerson("Lucía Llave");
  await register(page, person);
  await proveAddress(page, person.email);
  const telephone = await plugIn(page);

  await test.step("She makes one, after her password", async () => {
    await page.goto(security);
    await page.getByRole("link", { name: "Agregar una llave de acceso" }).click();
    await expect(page.getByLabel("Nombre")).toHaveValue(/Chrome/);
    await expectGoodLooking(page, "passkey-new");
    await page.getByLabel("Nombre").fill("Mi teléfono");
    await page.getByLabel("Contraseña actual").fill("no es esta");
    await page.getByRole("button", { name: "Crear la llave" }).click();
    await expect(page.getByRole("alert")).toHaveText("No es tu contraseña actual.");
    expect(await telephone.keys()).toBe(0);
    await page.getByLabel("Contraseña actual").fill(person.password);
    await page.getByRole("button", { name: "Crear la llave" }).click();
    await expect(page.getByText("Tu llave de acceso está lista.")).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: "Mi teléfono" })).toContainText("sin usar todavía");
    expect(await telephone.keys()).toBe(1);
    await expectGoodLooking(page, "security-passkeys");
    await letter(page, person.email, /Agregaste una llave de acceso/);
  });

  await test.step("The same telephone makes no second one", async () => {
    await page.getByRole("link", { name: "Agregar una llave de acceso" }).click();
    await page.getByLabel("Contraseña actual").fill(person.password);
    await page.getByRole("button", { name: "Crear la llave" }).click();
    await expect(page.getByRole("alert")).toHaveText("Este equipo ya tiene una llave de acceso para esta tienda.");
    await expectGoodLooking(page, "passkey-new-refused");
  });

  await test.step("She signs in by it, and comes to where she wanted to go", async () => {
    // While nobody touches it, what the browser offers by itself waits for somebody to choose it.
    await telephone.touches(false);
    await signOut(page);
    await page.goto(`${hosts.demo}/login?next=/account/orders`);
    const button = page.getByRole("button", { name: "Entrar con llave de acceso" });
    await expect(button).toBeVisible();
    await expectGoodLooking(page, "login-passkey");
    await telephone.touches(true);
    await button.click();
    await expect(page).toHaveURL(`${hosts.demo}/account/orders`);
    await page.goto(security);
    await expect(page.getByRole("listitem").filter({ hasText: "Mi teléfono" })).toContainText("último uso");
  });

  await test.step("She gives it another name and removes it; then it opens nothing", async () => {
    await page.getByRole("link", { name: "Cambiar la llave de acceso «Mi teléfono»" }).click();
    await expectGoodLooking(page, "passkey");
    await page.getByLabel("Nombre").fill("El azul");
    await page.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByText("Guardamos el nombre.")).toBeVisible();
    await page.getByRole("link", { name: "Cambiar la llave de acceso «El azul»" }).click();
    page.once("dialog", (question) => question.accept());
    await page.getByRole("button", { name: "Quitar la llave" }).click();
    await expect(page.getByText("Quitamos la llave de acceso")).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: "El azul" })).toHaveCount(0);
    await letter(page, person.email, /Quitaste una llave de acceso/);
    await telephone.touches(false);
    await signOut(page);
    await telephone.touches(true);
    await page.getByRole("button", { name: "Entrar con llave de acceso" }).click();
    await expect(page.getByRole("alert")).toContainText("No pudimos reconocer esa llave de acceso.");
    await expectGoodLooking(page, "login-passkey-refused");
  });
});

test("without scripts there is a password, and no button that does nothing", async ({ browser }) => {
  const page = await otherDevice(browser, 390, { javaScriptEnabled: false });
  await page.goto(`${hosts.demo}/login`);
  await expect(page.getByRole("button", { name: "Entrar", exact: true })).toBeVisible();
  await expect(page.getByText("Entrar con llave de acceso")).toBeHidden();
  await expect(page.locator('script[src*="passkeys"]')).toHaveCount(1);
  await page.goto(`${hosts.demo}/products`);
  await expect(page.locator('script[src*="passkeys"]')).toHaveCount(0);
});
