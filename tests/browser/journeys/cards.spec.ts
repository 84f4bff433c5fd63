// Paying by card: the number goes into frames of the provider's, and the page around them never sees it.
import type { Page } from "@playwright/test";
import { addToCart, buyable, expect, expectAccessible, expectGoodLooking, fillCart, giveAddress, giveContact, hosts, newPerson, otherDevice, register, test } from "../fixtures.ts";

const NUMBER = "4013540682746260";

/** Orders one and chooses the card; ends at the page that takes it. */
async function owe(page: Page, guest: { name: string; email: string }): Promise<void> {
  await fillCart(page, "jabón");
  await page.goto(`${hosts.demo}/checkout`);
  await giveContact(page, guest);
  await giveAddress(page, "Bogotá", "Bogotá, D.C.");
  await page.getByRole("radio", { name: /Tarjeta débito o crédito/ }).check();
  await page.getByRole("button", { name: "Confirmar pedido" }).click();
  await expect(page.getByRole("heading", { name: "Paga con tarjeta" })).toBeVisible();
}

/** Types the card; the name on it says how it ends. */
async function type(page: Page, holder: string): Promise<void> {
  const field = (name: string) => page.frameLocator(`iframe[name="${name}"]`).getByRole("textbox");
  await field("cardNumber").fill(NUMBER);
  await field("expirationDate").fill("11/30");
  await field("securityCode").fill("123");
  await page.getByLabel("Nombre como está en la tarjeta").fill(holder);
  await page.getByLabel("Número", { exact: true }).fill("52.123.456");
  await expect(page.getByLabel("Cuotas").getByRole("option")).not.toHaveCount(1);
}

// By key: a phone's emulation brings the typed frame near, and then takes a click for one beside the button.
const send = (page: Page) => page.getByRole("button", { name: /^Pagar/ }).press("Enter");

test("a guest pays by card, and its number leaves the browser to the provider alone", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 390);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(hosts.demo)) sent.push(`${request.url()} ${request.postData() ?? ""}`);
  });
  await owe(page, newPerson("Carla Tarjeta"));
  await expectAccessible(page);
  await expectGoodLooking(page, "pay-card");
  await type(page, "APRO");
  await page.getByLabel("Cuotas").selectOption("3");
  await send(page);
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible();
  expect(sent.filter((request) => request.replace(/\D/g, "").includes(NUMBER))).toEqual([]);
});

test("the card's bank asks in the page, and whoever says yes has paid", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 390);
  await owe(page, newPerson("Clara Confirma"));
  await type(page, "CHAL");
  await send(page);
  await expect(page.getByRole("heading", { name: "Tu banco quiere confirmar que eres tú" })).toBeVisible();
  const bank = page.frameLocator('iframe[name="card-question"]');
  await expect(bank.getByRole("heading", { name: "¿Eres tú?" })).toBeVisible();
  await expectAccessible(page);
  await bank.getByRole("button", { name: "Sí, soy yo" }).click();
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible({ timeout: 20_000 });
});

test("a card without money says so, and another one pays", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 1280);
  await owe(page, newPerson("Diana Declinada"));
  await type(page, "FUND");
  await send(page);
  await expect(page.getByText("La tarjeta no tiene cupo o saldo suficiente.")).toBeVisible();
  await type(page, "APRO");
  await send(page);
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible();
});

test("a mistyped number is said at once and sends nothing", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 390);
  await owe(page, newPerson("Elsa Error"));
  await type(page, "APRO");
  await page.frameLocator('iframe[name="cardNumber"]').getByRole("textbox").fill("4013540682746261");
  await send(page);
  await expect(page.getByRole("alert")).toContainText("Algún dato de la tarjeta no es correcto");
  await page.getByRole("link", { name: "Elegir otra forma de pago" }).click();
  await expect(page.getByLabel("Tu banco")).toBeVisible();
});

/** Types a card into Stripe's frame and pays. */
async function payAtStripe(page: Page, number: string): Promise<void> {
  const fields = page.frameLocator("#card-element iframe");
  await fields.getByLabel("Número de la tarjeta").fill(number);
  await fields.getByLabel(/^Vencimiento/).fill("11/34");
  await fields.getByLabel("Código de seguridad").fill("123");
  await send(page);
}

/** Buys something made to order at the workshop, which takes cards by Stripe; ends at the page of the card. */
async function oweTheWorkshop(page: Page, guest: { name: string; email: string }): Promise<void> {
  await page.goto(`${hosts.bordados}/products`);
  await buyable(page, /./).first().getByRole("heading").getByRole("link").click();
  await addToCart(page);
  await page.goto(`${hosts.bordados}/checkout`);
  await giveContact(page, guest);
  await giveAddress(page, "Bogotá", "Bogotá, D.C.");
  await page.getByRole("radio", { name: /Tarjeta débito o crédito/ }).check();
  await page.getByRole("button", { name: "Confirmar pedido" }).click();
}

test("a customer keeps a card, pays with one click the next time, and removes it", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await otherDevice(browser, 390);
  const who = newPerson("Gloria Guarda", hosts.bordados);
  await register(page, who);
  await oweTheWorkshop(page, who);
  await page.getByLabel("Guardar esta tarjeta para mis próximas compras").check();
  await page.getByRole("button", { name: "Continuar", exact: true }).click();
  await expectAccessible(page);
  await payAtStripe(page, "4242424242424242");
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible({ timeout: 20_000 });
  await oweTheWorkshop(page, who);
  await expect(page.getByText("Visa •••• 4242")).toBeVisible();
  await expectGoodLooking(page, "pay-card-kept");
  await send(page);
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible();
  await page.goto(`${hosts.bordados}/account/cards`);
  await expectAccessible(page);
  await expectGoodLooking(page, "saved-cards");
  page.once("dialog", (question) => question.accept());
  await page.getByRole("button", { name: "Quitar Visa •••• 4242" }).click();
  await expect(page.getByText("No has guardado ninguna tarjeta")).toBeVisible();
});

test("at Stripe a declined card is said in the page, and another one pays", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 1280);
  await oweTheWorkshop(page, newPerson("Sara Stripe", hosts.bordados));
  await page.getByRole("button", { name: "Continuar", exact: true }).click();
  await payAtStripe(page, "4000000000009995");
  await expect(page.getByRole("alert")).toContainText("La tarjeta no tiene cupo o saldo suficiente.");
  await payAtStripe(page, "4242424242424242");
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible({ timeout: 20_000 });
});
