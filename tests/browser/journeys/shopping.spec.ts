// The whole story: one customer, two devices, one shop. What begins as a misspelt word ends as a parcel at the door.
import {
  addToCart,
  buyable,
  currentStep,
  expect,
  fillCart,
  giveAddress,
  hosts,
  letter,
  linkIn,
  logins,
  newPerson,
  openOrder,
  otherDevice,
  placeOrder,
  register,
  search,
  signIn,
  test,
} from "../fixtures.ts";

test("a misspelt word on the phone becomes a parcel that is followed on the computer", async ({ browser }) => {
  test.setTimeout(240_000);
  const lucia = newPerson("Lucía Prueba");
  const phone = await otherDevice(browser, 390);
  const computer = await otherDevice(browser, 1280);
  const desk = await otherDevice(browser, 1280);
  let bought = "";
  let number = "";

  await test.step("On the phone, two words that nobody spells like that find what was meant", async () => {
    await phone.goto(hosts.demo);
    await search(phone, "cepiyo");
    await expect(phone.getByRole("article").filter({ hasText: /cepillo/i }).first()).toBeVisible();
    await search(phone, "chanpu");
    await expect(phone.getByRole("link", { name: "champú", exact: true })).toBeVisible();
    const card = buyable(phone, /Champú/).filter({ hasText: "Ver opciones" }).first();
    bought = await card.getByRole("heading").innerText();
    await card.getByRole("heading").getByRole("link").click();
    await expect(phone.getByRole("heading", { level: 1 })).toHaveText(bought);
  });

  await test.step("A variant goes into the cart of somebody whom the shop does not know yet", async () => {
    await addToCart(phone);
    await expect(phone.getByRole("banner").getByRole("link", { name: "Carrito 1" })).toBeVisible();
  });

  await test.step("She registers, proves her address, and signs in", async () => {
    await phone.getByRole("banner").getByRole("link", { name: "Entrar" }).click();
    await phone.getByRole("link", { name: "Crea tu cuenta" }).click();
    await phone.getByLabel("Nombre").fill(lucia.name);
    await phone.getByLabel("Correo").fill(lucia.email);
    await phone.getByLabel("Contraseña").fill(lucia.password);
    await phone.getByRole("button", { name: "Crear mi cuenta" }).click();
    await expect(phone.getByText("¡Casi listo!")).toBeVisible();
    await phone.goto(linkIn(await letter(phone, lucia.email, /Confirma tu correo/), /verify-email/));
    await phone.getByRole("button", { name: "Confirmar mi correo" }).click();
    await expect(phone.getByText("Tu correo quedó confirmado")).toBeVisible();
    await signIn(phone, lucia);
    await phone.getByRole("banner").getByRole("link", { name: "Carrito" }).click();
    await expect(phone.getByRole("main").getByRole("heading", { name: bought })).toBeVisible();
  });

  await test.step("On the computer, the cart is already there", async () => {
    await signIn(computer, lucia);
    await computer.getByRole("banner").getByRole("link", { name: "Carrito" }).click();
    await expect(computer.getByRole("main").getByRole("heading", { name: bought })).toBeVisible();
    await computer.getByRole("button", { name: "Agregar uno más" }).click();
    await expect(computer.getByText("Actualizamos tu carrito.")).toBeVisible();
    await expect(computer.getByRole("spinbutton", { name: "Cantidad" })).toHaveValue("2");
  });

  await test.step("She has it sent to Medellín and pays at the door", async () => {
    await computer.getByRole("link", { name: "Continuar con la compra" }).click();
    await expect(computer.getByLabel("Correo electrónico")).toHaveValue(lucia.email);
    await expect(computer.getByLabel("Nombre y apellido")).toHaveValue(lucia.name);
    await computer.getByLabel("Celular").fill("310 555 0147");
    await giveAddress(computer, "Antioquia", "Medellín");
    await computer.getByRole("radio", { name: /Pago contra entrega/ }).check();
    number = await placeOrder(computer);
    await expect(currentStep(computer)).toContainText("Recibido");
    await expect(computer.getByText(/^Ten listos/)).toBeVisible();
    await letter(computer, lucia.email, new RegExp(`Recibimos tu pedido #?${number}\\b`));
  });

  await test.step("On the phone, the cart is empty again and the order is among hers", async () => {
    await phone.goto(`${hosts.demo}/cart`);
    await expect(phone.getByRole("heading", { name: "Tu carrito está vacío" })).toBeVisible();
    await phone.goto(`${hosts.demo}/account/orders`);
    await phone.getByRole("link", { name: new RegExp(`^Pedido #?${number}`) }).click();
    await expect(currentStep(phone)).toContainText("Recibido");
  });

  await test.step("The owner works; the open pages of the customer move by themselves", async () => {
    // A page that was loaded anew would have lost this.
    await computer.evaluate(() => (document.documentElement.dataset["untouched"] = "yes"));
    const says = async (step: string) => {
      await expect(currentStep(computer)).toContainText(step);
      await expect(currentStep(phone)).toContainText(step);
    };
    await signIn(desk, logins.owner);
    await openOrder(desk, number);
    await expect(desk.getByRole("link", { name: lucia.email })).toBeVisible();

    await desk.getByRole("button", { name: "Confirmar pedido" }).click();
    await says("Confirmado");
    await desk.getByRole("button", { name: "Empezar a preparar" }).click();
    await says("En preparación");
    await desk.getByLabel("Transportadora").fill("Servientrega");
    await desk.getByLabel("Número de guía").fill(`SER-${number}`);
    await desk.getByRole("button", { name: "Marcar como enviado" }).click();
    await says("Enviado");
    await expect(computer.getByText(`Lo lleva Servientrega, guía SER-${number}.`)).toBeVisible();
    await desk.getByRole("button", { name: "Marcar como entregado" }).click();
    await expect(computer.getByRole("main").getByText("Entregado").first()).toBeVisible();
    await expect(currentStep(computer)).toHaveCount(0);
    await expect(computer.locator("html")).toHaveAttribute("data-untouched", "yes");
  });

  await test.step("Each step came by mail too", async () => {
    await letter(phone, lucia.email, new RegExp(`Confirmamos tu pedido #?${number}\\b`));
    await letter(phone, lucia.email, new RegExp(`preparando tu pedido #?${number}\\b`));
    const shipped = await letter(phone, lucia.email, new RegExp(`pedido #?${number} va en camino`));
    expect(shipped.text).toContain(`SER-${number}`);
    await letter(phone, lucia.email, new RegExp(`Entregamos tu pedido #?${number}\\b`));
  });
});

test("who buys again finds the address, may change it, and pays what the page says", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await otherDevice(browser, 1280);
  const elena = newPerson("Elena Vuelve");
  await register(page, elena);
  await fillCart(page, "aceite");
  await page.goto(`${hosts.demo}/checkout`);
  await page.getByLabel("Celular").fill("310 555 0147");
  await giveAddress(page, "Quindío", "Armenia");
  await placeOrder(page);

  await fillCart(page, "aceite");
  await page.goto(`${hosts.demo}/checkout`);
  await expect(page.getByLabel("Dirección")).toHaveValue("Carrera 43 # 12-34, apto 501");
  await expect(page.getByLabel("Celular")).not.toHaveValue("");
  const total = page.getByRole("region", { name: "Tu pedido" }).locator(".sums-total dd");
  const delivered = await total.innerText();
  await page.getByRole("radio", { name: /Recoger en la tienda/ }).check();
  await expect(total).not.toHaveText(delivered);
  const pickedUp = await total.innerText();
  await placeOrder(page);
  await expect(page.getByRole("region", { name: "Lo que pediste" })).toContainText(pickedUp);
});

test("on a slow line the delivery's price is that of the town chosen last", async ({ browser }) => {
  const page = await otherDevice(browser, 390);
  await fillCart(page, "peine");
  await page.goto(`${hosts.demo}/checkout`);
  // What the first town costs is still under way when another is chosen.
  const late: (() => void)[] = [];
  await page.route("**/checkout/quote", async (route) => {
    if (late.length === 0) await new Promise<void>((answer) => late.push(answer));
    await route.continue();
  });
  const choose = async (department: string, town: string) => {
    await page.getByLabel("Departamento").selectOption({ label: department });
    await page.getByLabel("Municipio").selectOption({ label: town });
  };
  await choose("Antioquia", "Medellín");
  await expect.poll(() => late.length).toBe(1);
  await choose("Bogotá", "Bogotá, D.C.");
  late[0]?.();
  const delivery = page.getByRole("radio", { name: /Envío a domicilio/ });
  await expect(delivery).toBeChecked();
  await expect(page.locator("label").filter({ has: delivery })).toContainText("1 a 2 días hábiles");
  await expect(page.getByRole("region", { name: "Tu pedido" })).not.toContainText("Por calcular");
});
