// Two shops on one platform: what one knows, the other never shows.
import { type Page } from "@playwright/test";
import { expect, expectGoodLooking, hosts, logins, openShop, otherDevice, signIn, suspend, test } from "../fixtures.ts";

/** Asks a path of the page's own shop, with its cookies. */
const ask = (page: Page, path: string): Promise<number> =>
  page.evaluate(async (url) => (await fetch(url, { headers: { Accept: "application/json" } })).status, path);

test("a session of one shop is worth nothing at another", async ({ browser }) => {
  const page = await otherDevice(browser, 1280);
  const context = page.context();
  await signIn(page, logins.owner);
  await page.goto(`${hosts.demo}/admin/orders`);
  expect(await ask(page, "/api/v1/admin/orders")).toBe(200);
  const order = await page.getByRole("main").getByRole("link", { name: /^#\d+$/ }).first().getAttribute("href");
  await page.goto(`${hosts.demo}/admin/products`);
  const product = await page.locator('main td a[href^="/admin/products/"]').first().getAttribute("href");

  await test.step("Its cookies do not go to the other host by themselves", async () => {
    expect(await context.cookies(hosts.demo)).not.toHaveLength(0);
    expect((await context.cookies(hosts.bordados)).map((cookie) => cookie.name)).toEqual([]);
  });

  await test.step("Carried there by hand, they open nothing", async () => {
    const known = await context.cookies(hosts.demo);
    const there = hosts.bordados.replace("http:", "https:"); // a cookie named __Host-… has to be a secure one
    await context.addCookies(known.map(({ name, value }) => ({ name, value, url: there, secure: true })));
    expect(await context.cookies(hosts.bordados)).toHaveLength(known.length);
    await page.goto(`${hosts.bordados}/admin`);
    await expect(page).toHaveURL(new RegExp(`^${hosts.bordados}/login`));
    expect(await ask(page, "/api/v1/admin/orders")).toBe(401);
    expect(await ask(page, "/api/v1/orders")).toBe(401);
  });

  await test.step("Nor does the other shop's owner open what belongs to the first", async () => {
    const rival = await otherDevice(browser, 1280);
    await signIn(rival, logins.otherOwner);
    expect((await rival.goto(hosts.bordados + order))?.status()).toBe(404);
    expect((await rival.goto(hosts.bordados + product))?.status()).toBe(404);
    await rival.goto(`${hosts.bordados}/admin/orders`);
    await expect(rival.getByRole("heading", { name: "Pedidos" })).toBeVisible();
    await expect(rival.locator(`a[href="${order}"]`)).toHaveCount(0);
  });

  await test.step("At home the session still lives", async () => {
    await page.goto(`${hosts.demo}/admin`);
    await expect(page.getByRole("main")).toBeVisible();
    expect(await ask(page, "/api/v1/admin/orders")).toBe(200);
  });
});

test("the login of one shop is unknown to the other, in the words used for any wrong login", async ({ browser }) => {
  const page = await otherDevice(browser);
  const complaint = async (email: string) => {
    await page.goto(`${hosts.bordados}/login`);
    await page.getByLabel("Correo").fill(email);
    await page.getByLabel("Contraseña").fill(logins.customer.password);
    await page.getByRole("button", { name: "Entrar", exact: true }).click();
    return page.getByRole("alert").innerText();
  };
  const ofTheOtherShop = await complaint(logins.customer.email);
  expect(ofTheOtherShop).toContain("El correo o la contraseña no son correctos");
  expect(await complaint("nadie@ejemplo.test")).toBe(ofTheOtherShop);
});

test("a cart stays in its shop", async ({ browser }) => {
  const page = await otherDevice(browser);
  await page.goto(`${hosts.demo}/products`);
  await page.getByRole("button", { name: /^Agregar al carrito/ }).first().click();
  await expect(page.getByRole("link", { name: "Carrito 1" })).toBeVisible();
  await page.goto(`${hosts.bordados}/cart`);
  await expect(page.getByRole("heading", { name: "Tu carrito está vacío" })).toBeVisible();
});

test("an address where no shop is says so, and what to do", async ({ page }) => {
  expect((await page.goto(hosts.unknown))?.status()).toBe(404);
  await expect(page.getByRole("main")).toContainText("Ninguna tienda responde en esta dirección");
  await expectGoodLooking(page, "unknown-host");
  expect((await page.goto(`${hosts.unknown}/admin/orders`))?.status()).toBe(404);
});

test("a shop that is suspended says why to everybody, and lets nobody work", async ({ browser }) => {
  test.skip(!suspend, "the server's data folder is not known");
  const desk = await otherDevice(browser, 1280);
  const shop = await openShop(desk, "Puertas Cerradas");
  suspend?.(shop.slug, "Revisión de documentos");
  const visitor = await otherDevice(browser);
  await expect(async () => expect((await visitor.goto(shop.host))?.status()).toBe(403)).toPass({ timeout: 30_000 });
  await expect(visitor.getByRole("main")).toContainText("Esta tienda está suspendida. Motivo: Revisión de documentos");
  expect((await desk.goto(`${shop.host}/admin`))?.status()).toBe(403);
  await expectGoodLooking(visitor, "suspended");
});
