// From an order that arrived to a review that everybody reads; a wish list that follows its owner; and being told when something is back.
import {
  expect,
  fillCart,
  giveContact,
  hosts,
  letter,
  linkIn,
  logins,
  newPerson,
  openOrder,
  otherDevice,
  placeOrder,
  register,
  signIn,
  test,
  unique,
} from "../fixtures.ts";

test("a guest reviews what arrived, the owner publishes it, and a stranger reads it", async ({ browser }) => {
  test.setTimeout(180_000);
  const guest = newPerson("Berta Opina");
  const words = `Rinde mucho ${unique()}`;
  const page = await otherDevice(browser, 390, { javaScriptEnabled: false });
  const desk = await otherDevice(browser, 1280);
  let link = "";
  let product = "";

  await test.step("She buys, and the shop brings it to her", async () => {
    const buyer = await otherDevice(browser, 390);
    await fillCart(buyer, "esmalte");
    await buyer.goto(`${hosts.demo}/checkout`);
    await giveContact(buyer, guest);
    await buyer.getByRole("radio", { name: /Recoger en la tienda/ }).check();
    const number = await placeOrder(buyer);
    const mail = await letter(buyer, guest.email, new RegExp(`Recibimos tu pedido #?${number}\\b`));
    link = linkIn(mail, /^\/orders\//);
    await signIn(desk, logins.owner);
    await openOrder(desk, number);
    for (const name of ["Confirmar pedido", "Empezar a preparar", "Está listo para recoger", "Marcar como entregado"]) {
      await desk.getByRole("button", { name }).click();
    }
    await expect(desk.getByRole("button", { name: "Marcar como entregado" })).toHaveCount(0);
  });

  await test.step("Her order's page asks how it went; the form keeps what she typed", async () => {
    await page.goto(link);
    await page.getByRole("link", { name: "Opinar" }).click();
    const first = page.getByRole("main").getByRole("heading", { level: 2 }).getByRole("link").first();
    product = await first.innerText();
    await first.click();
    await page.getByLabel("Tu opinión").fill(words);
    await page.getByRole("radio", { name: "4 estrellas" }).check();
    await page.getByRole("button", { name: "Enviar mi opinión" }).click();
    await expect(page.getByText("Gracias por tu opinión.")).toBeVisible();
    await expect(page.getByText("La tienda la está revisando")).toBeVisible();
  });

  await test.step("The owner reads it, publishes it, takes that back, and publishes it again", async () => {
    const mine = () => desk.getByRole("listitem").filter({ hasText: words });
    await desk.goto(`${hosts.demo}/admin/reviews`);
    await mine().getByRole("checkbox").check();
    await desk.getByRole("button", { name: "Publicar" }).click();
    await expect(desk.getByText(/^Listo:/)).toBeVisible();
    await desk.getByRole("button", { name: "Deshacer" }).click();
    await mine().getByRole("checkbox").check();
    await desk.getByRole("button", { name: "Publicar" }).click();
    await expect(mine()).toHaveCount(0);
  });

  await test.step("Somebody who is new here reads it below the product", async () => {
    const stranger = await otherDevice(browser, 390);
    await stranger.goto(`${hosts.demo}/search?q=${encodeURIComponent(product)}`);
    await stranger.getByRole("article").filter({ hasText: product }).first().getByRole("heading").getByRole("link").click();
    await expect(stranger.getByText(words)).toBeVisible();
    await stranger.getByRole("link", { name: "Escribir una opinión" }).click();
    await expect(stranger.getByText("Solo puede opinar quien compró este producto aquí.")).toBeVisible();
  });
});

test("what a guest wished for is there after signing in, also without JavaScript", async ({ browser }) => {
  test.setTimeout(120_000);
  const person = newPerson("Dora Desea");
  const elsewhere = await otherDevice(browser, 1280);
  await register(elsewhere, person);

  const page = await otherDevice(browser, 390, { javaScriptEnabled: false });
  await page.goto(`${hosts.demo}/products`);
  const first = page.getByRole("article").first().getByRole("heading").getByRole("link");
  const name = await first.innerText();
  await first.click();
  await page.getByRole("button", { name: "Guardar en mi lista" }).click();
  await expect(page.getByText("Guardado en tu lista.")).toBeVisible();
  await page.getByRole("link", { name: "Ver mi lista" }).click();
  await expect(page.getByRole("link", { name })).toBeVisible();

  await signIn(page, person);
  await page.goto(`${hosts.demo}/account/wishlist`);
  await expect(page.getByRole("link", { name })).toBeVisible();

  await elsewhere.goto(`${hosts.demo}/account/wishlist`);
  await elsewhere.getByRole("button", { name: `Quitar ${name} de mi lista` }).click();
  await expect(elsewhere.getByText("Tu lista está vacía")).toBeVisible();
});
