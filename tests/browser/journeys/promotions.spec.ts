// A coupon, from the shopkeeper's first promotion to the order that used it.
import { addToCart, expect, expectAccessible, giveContact, newPerson, openShop, otherDevice, placeOrder, test } from "../fixtures.ts";

test("a coupon is described in plain words, typed on a phone, and takes off what it said", async ({ browser }) => {
  test.setTimeout(180_000);
  const desk = await otherDevice(browser, 1280);
  const shop = await openShop(desk, "Velas de la Sierra");
  const phone = await otherDevice(browser, 390);
  const guest = newPerson("Ana Antojada", shop.host);
  let number = "";

  await test.step("There is something to sell", async () => {
    await desk.getByRole("link", { name: "Crear producto" }).first().click();
    await desk.getByRole("textbox", { name: "Nombre", exact: true }).fill("Vela de lavanda");
    await desk.getByRole("textbox", { name: "Precio", exact: true }).fill("40.000");
    await desk.getByLabel("Estado").selectOption({ label: "A la venta" });
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.getByText("Producto creado.")).toBeVisible();
    await desk.getByRole("spinbutton", { name: /^Cuántas tienes/ }).first().fill("8");
    await desk.getByRole("button", { name: "Guardar existencias" }).click();
    await expect(desk.getByRole("spinbutton", { name: /^Cuántas tienes/ }).first()).toHaveValue("8");
  });

  await test.step("The empty list teaches, and the form says what it makes while it is typed", async () => {
    await desk.goto(`${shop.host}/admin/promotions`);
    await expect(desk.getByRole("heading", { name: "Tu primera promoción" })).toBeVisible();
    await expectAccessible(desk);
    await desk.getByRole("link", { name: "Crear promoción" }).first().click();
    await desk.getByRole("radio", { name: /Porcentaje de descuento/ }).check();
    await desk.getByRole("textbox", { name: /^Porcentaje \(/ }).fill("25");
    await desk.getByRole("textbox", { name: /^Cupón/ }).fill("lavanda 25");
    await desk.getByRole("textbox", { name: /^Usos en total/ }).fill("1");
    const preview = desk.locator("#promotion-preview");
    await expect(preview).toContainText("25 % de descuento en toda la tienda.");
    await expect(preview).toContainText("Con el cupón LAVANDA25.");
    await expect(preview).toContainText("Se puede usar una sola vez en total.");
    await expectAccessible(desk);
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.getByText("Promoción guardada.")).toBeVisible();
  });

  await test.step("On the phone the cart says what is taken off, and why", async () => {
    await phone.goto(`${shop.host}/products`);
    await phone.getByRole("link", { name: "Vela de lavanda", exact: true }).first().click();
    await addToCart(phone);
    await phone.goto(`${shop.host}/cart`);
    await phone.getByLabel("Cupón").fill("no existe");
    await phone.getByRole("button", { name: "Agregar", exact: true }).click();
    await expect(phone.getByText("No encontramos ese cupón")).toBeVisible();
    await phone.getByLabel("Cupón").fill("Lavanda25");
    await phone.getByRole("button", { name: "Agregar", exact: true }).click();
    await expect(phone.getByText("25 %: -$ 10.000")).toBeVisible();
    await expectAccessible(phone);
    await phone.getByRole("link", { name: "Continuar con la compra" }).click();
  });

  await test.step("The checkout takes it out and in again, and nothing typed is lost", async () => {
    await giveContact(phone, guest);
    await phone.getByRole("radio", { name: /Recoge/ }).check();
    await phone.getByRole("button", { name: "Quitar el cupón LAVANDA25" }).click();
    await expect(phone.getByRole("button", { name: "Quitar el cupón LAVANDA25" })).toHaveCount(0);
    await expect(phone.getByLabel("Correo electrónico")).toHaveValue(guest.email);
    await phone.getByLabel("Cupón").fill("lavanda25");
    await phone.getByRole("button", { name: "Agregar", exact: true }).click();
    await expect(phone.locator("#summary")).toContainText("$ 30.000");
    number = await placeOrder(phone);
    await expect(phone.locator(".sums")).toContainText("-$ 10.000");
  });

  await test.step("The shop sees it used up, archives it, and takes that back", async () => {
    await desk.goto(`${shop.host}/admin/promotions`);
    const row = desk.getByRole("article").filter({ hasText: "LAVANDA25" });
    await expect(row).toContainText("1 de 1 usos");
    await expect(row).toContainText("Terminada");
    await row.getByRole("button", { name: /^Archivar/ }).click();
    await expect(desk.getByText("Archivaste «25 %».")).toBeVisible();
    await desk.getByRole("button", { name: "Deshacer" }).click();
    await expect(desk.getByRole("article").filter({ hasText: "LAVANDA25" })).toBeVisible();
    await desk.goto(`${shop.host}/admin/orders`);
    await desk.getByRole("link", { name: `#${number}`, exact: true }).click();
    await expect(desk.getByRole("main")).toContainText("LAVANDA25");
  });
});
