// An owner's day, in a shop of their own so that nobody else's journey notices.
import { expect, letter, linkIn, newPerson, openShop, otherDevice, signIn, test } from "../fixtures.ts";

test("a product with variants and a picture goes on sale, changes its price, and leaves", async ({ browser }) => {
  test.setTimeout(180_000);
  const desk = await otherDevice(browser, 1280);
  const shop = await openShop(desk, "Camisas del Valle");
  const customer = await otherDevice(browser, 390);
  const name = "Camiseta Cumbre";
  let inTheShop = "";

  await test.step("Two options make four variants, each with its price", async () => {
    await desk.getByRole("link", { name: "Crear producto" }).first().click();
    await desk.getByRole("textbox", { name: "Nombre", exact: true }).fill(name);
    await desk.getByRole("textbox", { name: "Precio", exact: true }).fill("45.000");
    await desk.getByText("Tiene opciones: tallas, colores, tamaños…").click();
    for (const [n, option, choices] of [
      [1, "Talla", "S, M"],
      [2, "Color", "Azul, Rojo"],
    ] as const) {
      const row = desk.getByRole("group", { name: `Opción ${n}` });
      await row.getByLabel("Opción").fill(option);
      await row.getByLabel("Valores").fill(choices);
    }
    await desk.getByRole("button", { name: "Generar variantes" }).click();
    await expect(desk.getByText("Estas son las variantes.")).toBeVisible();
    await expect(desk.getByRole("textbox", { name: /^Precio: / })).toHaveCount(4);
    await desk.getByRole("textbox", { name: /^Precio: M.*Rojo/ }).fill("52.000");
    await desk.getByLabel("Estado").selectOption({ label: "A la venta" });
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.getByText("Producto creado.")).toBeVisible();
  });

  await test.step("It gets a picture and stock", async () => {
    const picture = await customer.screenshot({ clip: { x: 0, y: 0, width: 200, height: 200 } });
    await desk.getByLabel("Agregar fotos").setInputFiles({ name: "camiseta.png", mimeType: "image/png", buffer: picture });
    await desk.getByRole("button", { name: "Subir" }).click();
    await expect(desk.getByText("Portada", { exact: true })).toBeVisible();
    for (const shelf of await desk.getByRole("spinbutton", { name: /^Cuántas tienes/ }).all()) await shelf.fill("8");
    await desk.getByRole("button", { name: "Guardar existencias" }).click();
    await expect(desk.getByRole("spinbutton", { name: /^Cuántas tienes/ }).first()).toHaveValue("8");
  });

  await test.step("Customers see it, and each choice its price", async () => {
    await customer.goto(shop.host);
    await customer.getByRole("link", { name, exact: true }).first().click();
    await expect(customer.getByRole("heading", { level: 1 })).toHaveText(name);
    inTheShop = customer.url();
    const seen = await desk.getByRole("link", { name: "Ver en la tienda" }).getAttribute("href");
    expect.soft(shop.host + seen).toBe(inTheShop);
    const picture = customer.locator("img.gallery-main");
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    const price = customer.locator("[data-price]");
    await customer.getByRole("radio", { name: "S", exact: true }).check();
    await customer.getByRole("radio", { name: "Azul", exact: true }).check();
    await expect(price).toHaveText("$ 45.000");
    await customer.getByRole("radio", { name: "M", exact: true }).check();
    await customer.getByRole("radio", { name: "Rojo", exact: true }).check();
    await expect(price).toHaveText("$ 52.000");
    await expect(customer.getByRole("button", { name: "Agregar al carrito", exact: true })).toBeEnabled();
  });

  await test.step("A new price is in the shop at once", async () => {
    await desk.getByRole("textbox", { name: /^Precio: M.*Rojo/ }).fill("49.900");
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.getByText("Producto guardado.")).toBeVisible();
    await customer.reload();
    await customer.getByRole("radio", { name: "M", exact: true }).check();
    await customer.getByRole("radio", { name: "Rojo", exact: true }).check();
    await expect(customer.locator("[data-price]")).toHaveText("$ 49.900");
  });

  await test.step("Archived, it is gone from the shop", async () => {
    await desk.getByLabel("Estado").selectOption({ label: "Archivado: ya no se vende" });
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.getByText("Producto guardado.")).toBeVisible();
    expect((await customer.goto(inTheShop))?.status()).toBe(404);
    await customer.goto(`${shop.host}/products`);
    await expect(customer.getByText(name)).toHaveCount(0);
  });
});

test("a new name and a new colour dress the shop", async ({ browser }) => {
  const desk = await otherDevice(browser, 1280);
  const shop = await openShop(desk, "Nombre de Antes");
  const customer = await otherDevice(browser, 390);
  const colour = async () => {
    await customer.goto(`${shop.host}/login`);
    return customer.getByRole("button", { name: "Entrar", exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor);
  };
  const before = await colour();

  await desk.goto(`${shop.host}/admin/settings`);
  await desk.getByRole("textbox", { name: "Nombre" }).fill("Flores de Marta");
  await desk.getByLabel("Frase corta").fill("Ramos que llegan frescos");
  await desk.getByLabel("Color de la marca").fill("#7a1f5c");
  await desk.getByLabel("Departamento").selectOption({ label: "Quindío" });
  await desk.getByLabel("Municipio").selectOption({ label: "Armenia" });
  await desk.getByRole("button", { name: "Guardar" }).click();
  await expect(desk.getByText("Guardado.")).toBeVisible();

  expect(await colour()).not.toBe(before);
  await customer.goto(shop.host);
  await expect(customer).toHaveTitle(/Flores de Marta/);
  await expect(customer.getByText("Ramos que llegan frescos").first()).toBeVisible();
  await expect(customer.getByText("Nombre de Antes")).toHaveCount(0);
});

test("who is invited sets a password from the mail and works within the role", async ({ browser }) => {
  test.setTimeout(120_000);
  const desk = await otherDevice(browser, 1280);
  const shop = await openShop(desk, "Taller Compartido");
  const invited = newPerson("Julián Caja", shop.host);

  await desk.goto(`${shop.host}/admin/people`);
  await desk.getByRole("link", { name: "Invitar a alguien" }).click();
  await desk.getByRole("textbox", { name: "Nombre" }).fill(invited.name);
  await desk.getByLabel("Correo").fill(invited.email);
  await desk.getByLabel("Rol").selectOption({ label: "Cajero" });
  await desk.getByRole("button", { name: "Enviar invitación" }).click();
  await expect(desk.getByText("La invitación va en camino.")).toBeVisible();
  const row = desk.getByRole("row").filter({ hasText: invited.email });
  await expect(row).toContainText("Con invitación");

  const till = await otherDevice(browser, 390);
  await till.goto(linkIn(await letter(till, invited.email, /te invita a su equipo/, shop.host), /accept-invitation/));
  await till.getByLabel("Nueva contraseña").fill(invited.password);
  await till.getByRole("button", { name: "Guardar contraseña" }).click();
  await expect(till.getByText("¡Listo! Entra con tu correo y tu contraseña.")).toBeVisible();
  await signIn(till, invited);
  await expect(till).toHaveURL(`${shop.host}/admin`);
  await till.goto(`${shop.host}/admin/orders`);
  await expect(till.getByRole("heading", { name: "Pedidos", exact: true })).toBeVisible();

  await test.step("What the role does not allow is neither offered nor open", async () => {
    expect((await till.goto(`${shop.host}/admin/people`))?.status()).toBe(403);
    await expect(till.getByRole("main")).toContainText("Tu rol no permite hacer esto");
    await till.goto(`${shop.host}/admin`);
    await expect(till.locator('nav a[href="/admin/people"]')).toHaveCount(0);
  });

  await desk.reload();
  await expect(row).toContainText("Activo");
});
