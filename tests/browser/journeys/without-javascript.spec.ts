// The shop is a shop without scripts too: every step is a page and a form.
import { buyable, currentStep, expect, hosts, logins, newPerson, openOrder, orderTitle, otherDevice, search, signIn, test } from "../fixtures.ts";

test("somebody without JavaScript searches, buys and picks up", async ({ browser }) => {
  test.setTimeout(120_000);
  const guest = newPerson("Pilar Sencilla");
  const page = await otherDevice(browser, 390, { javaScriptEnabled: false });
  let bought = "";

  await test.step("The search forgives spelling", async () => {
    await page.goto(hosts.demo);
    await search(page, "cepiyo");
    const card = buyable(page, /Cepillo/i).first();
    bought = await card.getByRole("heading").innerText();
    await card.getByRole("heading").getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(bought);
  });

  await test.step("The cart is a page where quantities are typed", async () => {
    await page.getByRole("button", { name: "Agregar al carrito", exact: true }).click();
    await expect(page.getByText("lo agregamos a tu carrito")).toBeVisible();
    await page.getByRole("spinbutton", { name: "Cantidad" }).fill("2");
    await page.getByRole("button", { name: "Actualizar" }).click();
    await expect(page.getByText("Actualizamos tu carrito.")).toBeVisible();
    await expect(page.getByRole("spinbutton", { name: "Cantidad" })).toHaveValue("2");
    await page.getByRole("link", { name: "Continuar con la compra" }).click();
  });

  await test.step("A button says what shipping would cost, and nothing typed is lost", async () => {
    await page.getByLabel("Correo electrónico").fill(guest.email);
    await page.getByLabel("Nombre y apellido").fill(guest.name);
    await page.getByLabel("Celular").fill("310 555 0147");
    await page.getByLabel("Departamento").selectOption({ label: "Antioquia" });
    await page.getByRole("button", { name: "Calcular envío" }).click();
    await page.getByLabel("Municipio").selectOption({ label: "Envigado" });
    await page.getByRole("button", { name: "Calcular envío" }).click();
    await expect(page.getByRole("radio", { name: /Envío a domicilio/ })).toBeChecked();
    await expect(page.getByLabel("Correo electrónico")).toHaveValue(guest.email);
  });

  await test.step("She rather picks it up", async () => {
    await page.getByRole("radio", { name: /Recoger en la tienda/ }).check();
    await page.getByRole("button", { name: "Confirmar pedido" }).click();
    // The total that she saw had the delivery in it: the page says what changed and asks once more.
    const changed = page.getByText("Algo cambió mientras comprabas");
    await expect(changed.or(page.getByRole("heading", { name: "¡Gracias por tu compra!" }))).toBeVisible();
    if (await changed.isVisible()) await page.getByRole("button", { name: "Confirmar pedido" }).click();
    await expect(page.getByRole("heading", { name: "¡Gracias por tu compra!" })).toBeVisible();
    await expect(currentStep(page)).toContainText("Recibido");
    await expect(page.getByRole("heading", { name: "Recoger en la tienda" })).toBeVisible();
  });

  await test.step("Her page tells the news when it is loaded again", async () => {
    const number = (await page.getByRole("heading", { name: orderTitle }).innerText()).replace(/\D/g, "");
    const desk = await otherDevice(browser, 1280, { javaScriptEnabled: false });
    await signIn(desk, logins.owner);
    await openOrder(desk, number);
    await desk.getByRole("button", { name: "Confirmar pedido" }).click();
    await expect(desk.getByText("Pedido confirmado.")).toBeVisible();
    await page.reload();
    await expect(currentStep(page)).toContainText("Confirmado");
  });
});

test("somebody without JavaScript who picks up need not say where they live", async ({ browser }) => {
  const guest = newPerson("Hugo Sencillo");
  const page = await otherDevice(browser, 390, { javaScriptEnabled: false });
  await page.goto(`${hosts.demo}/search?q=peine`);
  await buyable(page, /./).first().getByRole("heading").getByRole("link").click();
  await page.getByRole("button", { name: "Agregar al carrito", exact: true }).click();
  await page.getByRole("link", { name: "Continuar con la compra" }).click();
  await page.getByLabel("Correo electrónico").fill(guest.email);
  await page.getByLabel("Nombre y apellido").fill(guest.name);
  await page.getByLabel("Celular").fill("310 555 0147");
  await page.getByRole("radio", { name: /Recoger en la tienda/ }).check();
  await page.getByRole("button", { name: "Confirmar pedido" }).click();
  await expect(page.getByRole("heading", { name: "¡Gracias por tu compra!" })).toBeVisible();
});
