// Signing in with Google, through what stands in for it (tests/google): there, back, and who is let in.
import type { Page } from "@playwright/test";
import { expect, expectGoodLooking, hosts, letter, logins, otherDevice, signIn, test } from "../fixtures.ts";

// A server that somebody started by hand knows the real Google, if any.
test.skip(!process.env["VITRINA_BROWSER_GOOGLE_PORT"], "the server was not started with Google's stand-in");

/** From the page of signing in to Google's, where this account is chosen. */
async function chooseAtGoogle(page: Page, account: string): Promise<void> {
  await page.goto(`${hosts.demo}/login`);
  await page.getByRole("link", { name: "Continuar con Google" }).click();
  await choose(page, account);
}

async function choose(page: Page, account: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Elige una cuenta" })).toBeVisible();
  await page.getByRole("link", { name: account }).click();
}

test("a new customer comes by Google and comes back", async ({ browser }) => {
  const laura = "laura.prueba@gmail.test";
  const page = await otherDevice(browser, 390);

  await test.step("She says no first, and nothing is lost", async () => {
    await chooseAtGoogle(page, "Cancelar");
    await expect(page.getByRole("heading", { name: "No entraste con Google" })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(hosts.demo);
    await expectGoodLooking(page, "google-cancelled");
    await page.getByRole("link", { name: "Volver a entrar" }).click();
  });

  await test.step("Then she is in, without having typed anything", async () => {
    await expectGoodLooking(page, "login-with-google");
    await chooseAtGoogle(page, laura);
    await expect(page).toHaveURL(`${hosts.demo}/account`);
    await expect(page.getByLabel("Nombre")).toHaveValue("Laura Prueba");
    await expect(page.getByText("Todavía no has confirmado tu correo")).toBeHidden();
  });

  await test.step("Her account says what opens it, and keeps the only way in", async () => {
    await page.goto(`${hosts.demo}/account/security`);
    await expect(page.getByText(`${laura} · desde el`)).toBeVisible();
    await expect(page.getByText("Es la única forma de entrar")).toBeVisible();
    await expectGoodLooking(page, "account-security-google");
    await page.goto(`${hosts.demo}/account/sessions`);
    await expect(page.getByText(/Con Google ·/)).toBeVisible();
  });

  await test.step("On another device she is herself, and hears of it by mail", async () => {
    const desk = await otherDevice(browser, 1280, { userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/145.0" });
    await chooseAtGoogle(desk, laura);
    await expect(desk.getByLabel("Nombre")).toHaveValue("Laura Prueba");
    const mail = await letter(desk, laura, /desde otro dispositivo/);
    expect(mail.text).toContain("Firefox · Windows");
  });
});

test("who has an account joins Google's to it with the password", async ({ page }) => {
  const { email, password } = logins.customer;

  await test.step("The address alone opens nothing", async () => {
    await chooseAtGoogle(page, email);
    await expect(page.getByRole("heading", { name: "Esa cuenta de Google no está unida" })).toBeVisible();
    await expectGoodLooking(page, "google-unjoined");
  });

  await test.step("Signed in by password, she joins it", async () => {
    await signIn(page, logins.customer);
    await page.goto(`${hosts.demo}/account/security`);
    await page.getByRole("link", { name: "Unir mi cuenta de Google" }).click();
    await choose(page, email);
    await expect(page.getByRole("heading", { name: "Unir tu cuenta de Google" })).toBeVisible();
    await expectGoodLooking(page, "google-join");
    await page.getByLabel("Contraseña actual").fill(password);
    await page.getByRole("button", { name: "Unir mi cuenta de Google" }).click();
    await expect(page.getByText("ya puedes entrar con Google")).toBeVisible();
  });

  await test.step("Now Google opens it, until she parts from it", async () => {
    await page.context().clearCookies();
    await chooseAtGoogle(page, email);
    await expect(page).toHaveURL(`${hosts.demo}/account`);
    await page.goto(`${hosts.demo}/account/security`);
    await page.getByRole("button", { name: "Dejar de entrar con Google" }).click();
    await expect(page.getByRole("link", { name: "Unir mi cuenta de Google" })).toBeVisible();
  });
});
