// Paying by PSE: at the sandbox's bank, which is on another address, as a real one is.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectGoodLooking, fillCart, giveAddress, giveContact, hosts, letter, logins, newPerson, otherDevice, signIn, test } from "../fixtures.ts";

/** Orders one and chooses PSE; ends at the page to pay at. */
async function owe(page: Page, guest: { name: string; email: string; host: string; password: string }): Promise<void> {
  await fillCart(page, "jabón");
  await page.goto(`${hosts.demo}/checkout`);
  await giveContact(page, guest);
  await giveAddress(page, "Bogotá", "Bogotá, D.C.");
  await page.getByRole("radio", { name: /PSE/ }).check();
  await page.getByRole("button", { name: "Confirmar pedido" }).click();
  await expect(page.getByRole("heading", { name: "Pagar", exact: true })).toBeVisible();
}

/** Fills in what is missing and goes to the bank. */
async function toBank(page: Page, bank = "Bancolombia"): Promise<void> {
  await page.getByLabel("Tu banco").selectOption({ label: bank });
  await page.getByLabel("Número", { exact: true }).fill("52.123.456");
  await page.getByLabel("Apellidos").fill("Ruiz");
  await page.getByRole("button", { name: "Continuar a mi banco" }).click();
  await expect(page.getByText("Banco de pruebas")).toBeVisible();
}

test("a guest pays by PSE, and the page, the mail and the shop know it", async ({ browser }) => {
  test.setTimeout(180_000);
  const guest = newPerson("Paula Pagadora");
  const page = await otherDevice(browser, 390);
  await owe(page, guest);
  await expect(page.getByLabel("Correo electrónico")).toHaveValue(guest.email);
  await expectAccessible(page);
  await expectGoodLooking(page, "pay");
  await toBank(page);
  await page.getByRole("button", { name: "Aprobar el pago" }).click();
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible();
  await page.getByRole("link", { name: "Ver mi pedido" }).click();
  await expect(page.locator("#order-payment")).toContainText("Pagado");
  await letter(page, guest.email, /Recibimos el pago de tu pedido/);

  const desk = await otherDevice(browser, 1280);
  await signIn(desk, logins.owner);
  await desk.goto(`${hosts.demo}/admin/money?state=paid`);
  await desk.getByRole("row").nth(1).getByRole("link").click();
  await expect(desk.getByText("PSE · Mercado Pago")).toBeVisible();
  await desk.getByLabel("Valor").fill("1.000");
  await desk.getByLabel("Motivo").fill("Llegó con un golpe");
  desk.once("dialog", (question) => question.accept());
  await desk.getByRole("button", { name: "Devolver", exact: true }).click();
  await expect(desk.getByText("Pedimos la devolución.")).toBeVisible();
  await expect(async () => {
    await desk.reload();
    await expect(desk.getByText("Devuelto en parte")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  for (const [path, name] of [
    ["/admin/money", "money"],
    ["/admin/money/differences", "money-differences"],
    ["/admin/payments/events", "payment-events"],
    ["/admin/payments/mercadopago", "mercadopago"],
    ["/admin/ledger", "ledger"],
  ] as const) {
    await desk.goto(`${hosts.demo}${path}`);
    await expectAccessible(desk);
    await expectGoodLooking(desk, name);
  }
});

test("who is rejected at the bank reads why and pays with another bank", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 390);
  await owe(page, newPerson("Rita Rechazada"));
  await toBank(page);
  await page.getByRole("button", { name: "Rechazar el pago" }).click();
  await expect(page.getByText("El pago no se hizo")).toBeVisible();
  await toBank(page, "Banco Davivienda");
  await page.getByRole("button", { name: "Aprobar el pago" }).click();
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible();
});

test("who leaves the bank can go back to it, and nobody can pay twice meanwhile", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 1280);
  await owe(page, newPerson("Ana Abandona"));
  await toBank(page);
  await page.getByRole("button", { name: "Volver sin hacer nada" }).click();
  await expect(page.getByRole("heading", { name: "Termina el pago en tu banco" })).toBeVisible();
  await expect(page.getByLabel("Tu banco")).toHaveCount(0);
  await page.getByRole("link", { name: "Ir a mi banco" }).click();
  await page.getByRole("button", { name: "Aprobar el pago" }).click();
  await expect(page.getByText("¡Listo! Recibimos tu pago.")).toBeVisible();
});
