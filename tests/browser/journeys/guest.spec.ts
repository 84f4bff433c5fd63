// Somebody without an account: the link in the mail is all that they have, and all that they need.
import {
  currentStep,
  expect,
  fillCart,
  giveAddress,
  giveContact,
  hosts,
  letter,
  linkIn,
  logins,
  newPerson,
  openOrder,
  otherDevice,
  placeOrder,
  signIn,
  test,
} from "../fixtures.ts";

test("a guest pays by bank transfer and sees from the mail's link that the money arrived", async ({ browser }) => {
  test.setTimeout(120_000);
  const guest = newPerson("Ramiro Visita");
  const page = await otherDevice(browser, 390);
  let number = "";
  let link = "";

  await test.step("After the order the page says where to send the money, and with which reference", async () => {
    await fillCart(page, "esmalte");
    await page.goto(`${hosts.demo}/checkout`);
    await giveContact(page, guest);
    await giveAddress(page, "Cundinamarca", "Chía");
    await page.getByRole("radio", { name: /Transferencia bancaria/ }).check();
    number = await placeOrder(page);
    const payment = page.locator("#order-payment");
    await expect(payment).toContainText("Bancolombia");
    await expect(payment).toContainText("Escribe esta referencia");
    await expect(payment).toContainText("Por pagar");
  });

  await test.step("The link of the mail opens the order on a device that was never there; its number alone does not", async () => {
    const mail = await letter(page, guest.email, new RegExp(`Recibimos tu pedido #?${number}\\b`));
    expect(mail.text).toContain("Bancolombia");
    link = linkIn(mail, /^\/orders\//);
    const stranger = await otherDevice(browser, 1280);
    const withoutKey = new URL(link);
    withoutKey.search = "";
    expect((await stranger.goto(withoutKey.href))?.status()).toBe(404);
  });

  const elsewhere = await otherDevice(browser, 1280);
  await test.step("He follows it", async () => {
    await elsewhere.goto(link);
    await expect(elsewhere.getByRole("heading", { name: new RegExp(`^Pedido #?${number}`) })).toBeVisible();
    await expect(elsewhere.locator("#order-payment")).toContainText("Bancolombia");
  });

  await test.step("The owner finds the money in the bank and says so; the open page hears it", async () => {
    const desk = await otherDevice(browser, 1280);
    await signIn(desk, logins.owner);
    await openOrder(desk, number);
    await desk.getByText("Registrar el pago").click();
    await desk.getByLabel("Referencia o comprobante").fill("NEQUI-4471");
    await desk.getByRole("button", { name: /^Recibí/ }).click();
    await expect(desk.getByText("Pago registrado.")).toBeVisible();
    await expect(elsewhere.locator("#order-payment")).toContainText("recibimos tu pago");
    await expect(elsewhere.locator("#order-payment")).not.toContainText("Bancolombia");
    await letter(page, guest.email, new RegExp(`Recibimos el pago de tu pedido #?${number}\\b`));
  });
});

test("a guest calls off an order that nobody has touched yet", async ({ browser }) => {
  test.setTimeout(120_000);
  const guest = newPerson("Sara Arrepentida");
  const page = await otherDevice(browser, 390);
  await fillCart(page, "crema");
  await page.goto(`${hosts.demo}/checkout`);
  await giveContact(page, guest);
  await giveAddress(page, "Bogotá", "Bogotá, D.C.");
  const number = await placeOrder(page);

  page.once("dialog", (question) => question.accept());
  await page.getByRole("button", { name: "Cancelar pedido" }).click();
  await expect(page.getByText("Cancelamos tu pedido.")).toBeVisible();
  await expect(page.locator("#order-way")).toContainText("Cancelado");
  await expect(page.getByRole("button", { name: "Cancelar pedido" })).toHaveCount(0);
  await expect(currentStep(page)).toHaveCount(0);
  await letter(page, guest.email, new RegExp(`Se canceló tu pedido #?${number}\\b`));

  const desk = await otherDevice(browser, 1280);
  await signIn(desk, logins.owner);
  await desk.goto(`${hosts.demo}/admin/orders?tab=cancelled`);
  await desk.getByRole("link", { name: `#${number}`, exact: true }).click();
  await expect(desk.locator("#order-history")).toContainText("Lo canceló quien compró");
  await expect(desk.getByRole("button", { name: "Confirmar pedido" })).toHaveCount(0);
});

test("a guest who lost the mail asks for the link again", async ({ browser }) => {
  const guest = newPerson("Tomás Olvido");
  const page = await otherDevice(browser, 390);
  await fillCart(page, "jabón");
  await page.goto(`${hosts.demo}/checkout`);
  await giveContact(page, guest);
  await giveAddress(page, "Quindío", "Armenia");
  const number = await placeOrder(page);

  const later = await otherDevice(browser, 1280);
  await later.goto(`${hosts.demo}/orders/find`);
  await later.getByLabel("Número de pedido").fill(number);
  await later.getByLabel("Correo electrónico").fill(guest.email);
  await later.getByRole("button", { name: "Enviarme el enlace" }).click();
  await expect(later.getByText("Si los datos coinciden")).toBeVisible();
  await later.goto(linkIn(await letter(later, guest.email, new RegExp(`El enlace de tu pedido #?${number}\\b`)), /^\/orders\//));
  await expect(later.getByRole("heading", { name: new RegExp(`^Pedido #?${number}`) })).toBeVisible();
});
