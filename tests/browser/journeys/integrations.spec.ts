// Programs of a shop's own: a key that the API takes, and a webhook whose log is read and told again.
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, expectGoodLooking, openShop, test } from "../fixtures.ts";

type Heard = { headers: IncomingHttpHeaders; body: string };

/** A program of the shop's: refuses so many calls, then takes what comes. */
async function program(refuses: number): Promise<{ url: string; heard: Heard[]; close: () => void }> {
  const heard: Heard[] = [];
  let left = refuses;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      if (left-- > 0) return response.writeHead(400).end("todavía no");
      heard.push({ headers: request.headers, body });
      return response.end("gracias");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/vitrina`, heard, close: () => server.close() };
}

/** By the specification, without a library of ours. */
function isSigned({ headers, body }: Heard, secret: string): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const mac = createHmac("sha256", key).update(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`).digest("base64");
  return String(headers["webhook-signature"]).split(" ").includes(`v1,${mac}`);
}

test("a key is made, used and taken back", async ({ page }) => {
  test.setTimeout(180_000);
  const shop = await openShop(page, "Jabones de Marta");
  await page.goto(`${shop.host}/admin/integrations`);
  await expectGoodLooking(page, "integrations-empty");
  await page.getByRole("link", { name: "Nueva clave" }).click();
  await page.getByLabel("Para qué es").fill("Contabilidad");
  await page.getByLabel("Ver pedidos").check();
  await page.getByLabel("Tu contraseña").fill(shop.password);
  await expectGoodLooking(page, "integrations-key-new");
  await page.getByRole("button", { name: "Crear la clave" }).click();
  const key = await page.getByLabel("Clave de API").inputValue();
  expect(key).toMatch(/^vk_[\w-]{43}$/);
  await expectGoodLooking(page, "integrations-key-made");

  // Without the cookie of the page around: only the key says who asks.
  const ask = (path: string) =>
    page.evaluate(
      async ([where, bearer]) => (await fetch(where ?? "", { credentials: "omit", headers: { authorization: `Bearer ${bearer}` } })).status,
      [path, key],
    );
  expect(await ask("/api/v1/admin/orders")).toBe(200);
  expect(await ask("/api/v1/admin/tags")).toBe(403);

  await page.getByRole("link", { name: "Ya la guardé" }).click();
  await expect(page.getByText("Contabilidad")).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Quitar la clave Contabilidad" }).click();
  await expect(page.getByText("Quitamos la clave: ya no abre nada.")).toBeVisible();
  expect(await ask("/api/v1/admin/orders")).toBe(401);
});

test("a webhook is made, tried, and told again from its log", async ({ page }) => {
  test.setTimeout(180_000);
  const shop = await openShop(page, "Jabones de Marta");
  const own = await program(1);
  await page.goto(`${shop.host}/admin/integrations/webhooks/new`);
  await page.getByLabel("Dirección").fill(own.url);
  await page.getByLabel("Producto nuevo").check();
  await expectGoodLooking(page, "integrations-webhook-new");
  await page.getByRole("button", { name: "Crear el webhook" }).click();
  const secret = await page.getByLabel("Clave de firma").inputValue();
  expect(secret).toMatch(/^whsec_/);

  const log = page.getByRole("region", { name: "Registro de avisos" });
  await test.step("What it refuses stands in the log, with what it said", async () => {
    await page.getByRole("button", { name: "Enviar una prueba" }).click();
    await expect(page.getByText("La prueba va en camino.")).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(log.getByText("Respondió que no.")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await log.getByText("Lo que respondió").click();
    await expect(log.getByText("todavía no")).toBeVisible();
    await expectGoodLooking(page, "integrations-webhook-log");
  });

  await test.step("It is tried again by itself, and told again by a click", async () => {
    await expect(async () => {
      await page.reload();
      await expect(log.getByText("Entregado").last()).toBeVisible({ timeout: 500 });
      await expect(log.getByRole("button", { name: "Enviar otra vez" })).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await log.getByRole("button", { name: "Enviar otra vez" }).click();
    await expect(page.getByText("Va en camino otra vez.")).toBeVisible();
    await expect.poll(() => own.heard.length, { timeout: 30_000 }).toBe(2);
    const [first, second] = own.heard;
    expect(first?.headers["webhook-id"]).toBe(second?.headers["webhook-id"]);
    expect(first?.body).toBe(second?.body);
    for (const call of own.heard) expect(isSigned(call, secret)).toBe(true);
  });
  own.close();
});
