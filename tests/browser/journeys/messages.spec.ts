// What a shop tells, and how: a text of its own with its preview and a test, the hours in which nobody is disturbed, what the shop
// itself is told over which channel, and the log that says what became of each message.
import type { Page } from "@playwright/test";
import { expect, expectGoodLooking, letter, openShop, test } from "../fixtures.ts";

const preview = (page: Page) => page.getByRole("region", { name: "Vista previa" });

/** Opens the words of a message in Spanish, from the list of them. */
async function openWords(page: Page, host: string, name: string): Promise<void> {
  await page.goto(`${host}/admin/messages/templates`);
  await page.getByRole("link", { name: new RegExp(`^${name}, Español`) }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

test("an owner says it in their own words, looks at them, tries them out and goes back", async ({ page }) => {
  test.setTimeout(180_000);
  const shop = await openShop(page, "Jabones de Marta");

  await test.step("What is typed is seen as it arrives", async () => {
    await page.goto(`${shop.host}/admin/messages/templates`);
    await expectGoodLooking(page, "messages-templates");
    await openWords(page, shop.host, "Pedido recibido");
    await page.getByLabel("Asunto").fill("Llegó tu pedido {number}, {name}");
    await page.getByLabel("Texto").fill("Ya lo estamos mirando.\nEs por {total}.");
    await expect(preview(page)).toContainText("Llegó tu pedido #1042, Ana");
    await expect(preview(page)).toContainText("Es por $ 61.300.");
    await expectGoodLooking(page, "messages-template");
  });

  await test.step("A test goes to who wrote it", async () => {
    await page.getByRole("button", { name: "Enviarme una prueba" }).click();
    await expect(page.getByText(`Te enviamos una prueba a ${shop.email}.`)).toBeVisible();
    await letter(page, shop.email, /^Llegó tu pedido #1042, Ana$/, shop.host);
    await expect(page.getByLabel("Asunto")).toHaveValue("Llegó tu pedido {number}, {name}");
  });

  await test.step("What we do not know between braces is said at its field", async () => {
    await page.getByLabel("Asunto").fill("Hola, {apellido}");
    await page.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByText("No conocemos {apellido}. Aquí puedes usar:").first()).toBeVisible();
    await expectGoodLooking(page, "messages-template-wrong");
  });

  await test.step("It is kept, and taken back", async () => {
    await page.getByLabel("Asunto").fill("Llegó tu pedido {number}");
    await page.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByText("Listo: tus clientes recibirán este texto.")).toBeVisible();
    await page.getByRole("button", { name: "Volver al texto original" }).click();
    await expect(page.getByText("Volviste al texto original.")).toBeVisible();
    await expect(page.getByLabel("Asunto")).toHaveValue("Recibimos tu pedido {number}");
  });

  await test.step("A text message says as how many it goes", async () => {
    await openWords(page, shop.host, "Recordatorio de una cita, por mensaje de texto");
    await expect(preview(page)).toContainText("se envía como un mensaje");
    await page.getByLabel("Texto").fill("{shop} te espera. ".repeat(8));
    await expect(preview(page)).toContainText("se envía como 2 mensajes");
    await expectGoodLooking(page, "messages-template-text");
    await page.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByText("Listo: tus clientes recibirán este texto.")).toBeVisible();
  });

  await test.step("A notice to the shop has a title and a text", async () => {
    await openWords(page, shop.host, "Llega un pedido");
    await expect(page.getByLabel("Asunto")).toBeVisible();
    await expect(page.getByLabel("Título")).toHaveCount(0);
    await expectGoodLooking(page, "messages-template-notice");
  });

  await test.step("The log knows the test, and shows nothing of what it said", async () => {
    await page.goto(`${shop.host}/admin/messages`);
    await page.getByRole("combobox", { name: "Canal", exact: true }).selectOption({ label: "Correo" });
    await page.getByLabel("Para", { exact: true }).fill(shop.email);
    await page.getByRole("button", { name: "Buscar", exact: true }).click();
    await expect(page.getByRole("link", { name: "Prueba de un texto" })).toBeVisible();
    await expectGoodLooking(page, "messages-log");
    await page.getByRole("link", { name: "Prueba de un texto" }).click();
    await expect(page.getByText("Enviado", { exact: true }).first()).toBeVisible();
    await expect(page.getByText("Ya lo estamos mirando.")).toHaveCount(0);
    await expectGoodLooking(page, "messages-message");
  });
});

test("an owner chooses when nobody is disturbed, and what the shop is told where", async ({ page }) => {
  test.setTimeout(120_000);
  const shop = await openShop(page, "Velas de Marta");
  const slack = page.getByRole("region", { name: "Slack" });
  const webhook = page.getByRole("region", { name: "Tu propio programa" });

  await test.step("Quiet hours", async () => {
    await page.goto(`${shop.host}/admin/messages/quiet`);
    await page.getByLabel("Desde").fill("22:15");
    await page.getByLabel("Hasta").fill("07:00");
    await page.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByText("Listo, guardamos las horas de silencio.")).toBeVisible();
    await expect(page.getByLabel("Desde")).toHaveValue("22:15");
    await expectGoodLooking(page, "messages-quiet");
  });

  await test.step("Of what, over which channel", async () => {
    await page.goto(`${shop.host}/admin/messages/channels`);
    await page.getByRole("checkbox", { name: "Queda poco de un producto: Correo" }).uncheck();
    await page.locator('form[action="/admin/messages/channels"]').getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByText("Guardado.")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Queda poco de un producto: Correo" })).not.toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Se cancela un pedido: Correo" })).toBeChecked();
    await expectGoodLooking(page, "messages-channels");
  });

  await test.step("An address that is not Slack's is said at its field", async () => {
    await slack.getByLabel("Dirección que te da Slack").fill("https://ejemplo.com/servicios");
    await slack.getByRole("button", { name: "Guardar" }).click();
    await expect(slack.getByText("Pega la dirección que te da Slack", { exact: false })).toBeVisible();
    await expectGoodLooking(page, "messages-channels-wrong");
  });

  await test.step("A server gets a secret, once, and is taken away", async () => {
    await webhook.getByLabel("Dirección de tu servidor").fill("https://ejemplo.com/avisos");
    await webhook.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("heading", { name: "Guarda esta clave ahora" })).toBeVisible();
    await expect(page.getByLabel("Clave con la que firmamos")).toHaveValue(/^whsec_/);
    await expectGoodLooking(page, "messages-channels-secret");
    await page.goto(`${shop.host}/admin/messages/channels`);
    await expect(webhook.getByText("Avisamos a ejemplo.com.")).toBeVisible();
    await expect(page.getByLabel("Clave con la que firmamos")).toHaveCount(0);
    page.once("dialog", (dialog) => void dialog.accept());
    await webhook.getByRole("button", { name: "Quitar" }).click();
    await expect(page.getByText("Ya no avisamos ahí.")).toBeVisible();
  });
});
