// An appointment from the first tap to the last change of mind: by phone, without JavaScript, and inside another site.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import type { FrameLocator, Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  expectGoodLooking,
  hosts,
  letter,
  linkIn,
  logins,
  newPerson,
  otherDevice,
  register,
  signIn,
  test,
} from "../fixtures.ts";

type Somebody = { name: string; email: string };
type Where = Page | FrameLocator;

const slots = (where: Where) => where.locator("button.slot");

async function giveDetails(where: Where, who: Somebody): Promise<void> {
  await where.getByLabel("Nombre y apellido").fill(who.name);
  await where.getByLabel("Celular").fill("310 555 0147");
  await where.getByLabel("Correo electrónico").fill(who.email);
}

/** From a service's page: so many free times after the first one. Gives the time as it was tapped. */
async function tap(where: Where, at: number): Promise<string> {
  const slot = slots(where).nth(at);
  const time = (await slot.getAttribute("value")) ?? "";
  await slot.click();
  return time;
}

test("a customer books by phone, moves and cancels by the link of the mail", async ({ browser }) => {
  test.setTimeout(180_000);
  const who = newPerson("Lina Reserva");
  const page = await otherDevice(browser, 390, { timezoneId: "Europe/Madrid" });
  let code = "";

  await test.step("Three taps: the service, the time, the confirmation", async () => {
    await page.goto(`${hosts.demo}/reservar`);
    await expectGoodLooking(page, "book-services");
    await page.getByRole("link", { name: "Corte", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Corte");
    await expect(page.getByText("Hora de Bogotá")).toBeVisible();
    await expect(page.getByText("Debajo ves tu hora, la de Madrid.")).toBeVisible();
    await expect(slots(page).first().locator(".yours")).toHaveText(/\d+:\d\d/);
    await expectGoodLooking(page, "book-steps");
  });

  await test.step("Another professional and another day come without loading the page anew", async () => {
    await page.evaluate(() => Object.assign(window, { stays: true }));
    await page.getByRole("link", { name: /Camila Torres/ }).click();
    await expect(page).toHaveURL(/with=/);
    await expect(page.getByRole("link", { name: /Camila Torres/ })).toHaveAttribute("aria-current", "true");
    await page.locator("a.cal-day:not([aria-current])").first().click();
    await expect(page).toHaveURL(/day=/);
    expect(await page.evaluate(() => "stays" in window)).toBe(true);
    await expectAccessible(page, "after a swap");
  });

  await test.step("The time is kept while she types, and what she forgets is said at its field", async () => {
    await tap(page, 2);
    await expect(page.getByText("Te guardamos esta hora hasta las")).toBeVisible();
    await expect(page.locator("[data-countdown]")).toContainText(/\(\d+:\d\d\)/);
    await page.getByLabel("Nombre y apellido").fill(who.name);
    await page.getByRole("button", { name: "Confirmar cita" }).click();
    await expect(page.getByText("Este dato es obligatorio.").first()).toBeVisible();
    await expect(page.getByLabel("Nombre y apellido")).toHaveValue(who.name);
    await expectGoodLooking(page, "book-details-wrong");
    await giveDetails(page, who);
    await page.getByLabel("Es mi primera vez en el salón").check();
    await page.getByRole("button", { name: "Confirmar cita" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("¡Listo, te esperamos!");
    await expect(page.getByText("en Madrid")).toBeVisible();
    await expectGoodLooking(page, "book-done");
  });

  const later = await otherDevice(browser, 390);
  await test.step("The mail's link leads there from any device", async () => {
    const mail = await letter(later, who.email, /Tu cita en Salón Aurora/);
    await later.goto(linkIn(mail, /^\/reservas\//));
    await expect(later.getByRole("heading", { level: 1 })).toHaveText("Corte");
    await expect(later.getByText("Confirmada", { exact: true })).toBeVisible();
    code = await later.locator("dt", { hasText: "Código" }).locator("xpath=following-sibling::dd").innerText();
    expect(code).toMatch(/^[0-9A-Z]{6}$/);
  });

  await test.step("She moves it", async () => {
    await later.getByRole("link", { name: "Mover a otra hora" }).click();
    await expectGoodLooking(later, "book-move");
    later.once("dialog", (dialog) => void dialog.accept());
    await tap(later, 4);
    await expect(later.getByText("Listo, movimos tu cita.")).toBeVisible();
    await letter(later, who.email, /cambió de hora/);
  });

  await test.step("And calls it off", async () => {
    await later.getByRole("link", { name: "Cancelar la cita" }).click();
    await expect(later.getByText("puedes moverla o cancelarla")).toBeVisible();
    await expectGoodLooking(later, "book-cancel");
    await later.getByLabel("¿Por qué la cancelas?").fill("Me salió un viaje");
    await later.getByRole("button", { name: "Cancelar la cita" }).click();
    await expect(later.getByText("Cancelamos tu cita.")).toBeVisible();
    await expect(later.getByRole("link", { name: "Mover a otra hora" })).toHaveCount(0);
    await expectGoodLooking(later, "book-cancelled");
  });
});

test("somebody without JavaScript books, moves and cancels", async ({ browser }) => {
  test.setTimeout(120_000);
  const who = newPerson("Rosa Sencilla");
  const page = await otherDevice(browser, 390, { javaScriptEnabled: false });
  await page.goto(`${hosts.demo}/reservar`);
  await page.getByRole("link", { name: "Color completo" }).click();
  await page.getByRole("link", { name: /Natalia Quiroga/ }).click();
  await page.getByRole("link", { name: "Semanas siguientes" }).click();
  // A day on which a time is left after this one is taken.
  await page.getByRole("link", { name: /, \d\d horas libres/ }).first().click();
  await tap(page, 1);
  await page.getByLabel("Nombre y apellido").fill(who.name);
  await page.getByLabel("Correo electrónico").fill("no es un correo");
  await page.getByRole("button", { name: "Solicitar cita" }).click();
  await expect(page.getByText("Escribe un correo como")).toBeVisible();
  await expect(page.getByLabel("Nombre y apellido")).toHaveValue(who.name);
  await giveDetails(page, who);
  await page.getByLabel("¿Cómo está tu cabello hoy?").selectOption("Largo");
  await page.getByRole("button", { name: "Solicitar cita" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("¡Ya casi! Falta el anticipo");

  await page.getByRole("link", { name: "Mover a otra hora" }).click();
  await tap(page, 1);
  await expect(page.getByText("Listo, movimos tu cita.")).toBeVisible();
  await page.getByRole("link", { name: "Cancelar la cita" }).click();
  await page.getByRole("button", { name: "Cancelar la cita" }).click();
  await expect(page.getByText("Cancelamos tu cita.")).toBeVisible();
});

test("a time that somebody else took meanwhile answers with those that are left", async ({ browser }) => {
  const [slow, quick] = [await otherDevice(browser, 390), await otherDevice(browser, 390)];
  const path = `${hosts.demo}/reservar/manicure`;
  await slow.goto(path);
  await quick.goto(path);
  const time = await tap(quick, 3);
  await expect(quick.getByRole("heading", { level: 1 })).toHaveText("Termina tu reserva");
  await slow.locator(`button.slot[value="${time}"]`).click();
  await expect(slow.getByText("Esa hora ya no está libre. Elige otra.")).toBeVisible();
  await expect(slow.locator(`button.slot[value="${time}"]`)).toHaveCount(0);
  await expectGoodLooking(slow, "book-taken");

  await test.step("Who changes their mind lets the time go", async () => {
    await quick.getByRole("button", { name: "Elegir otra hora" }).click();
    await expect(quick.locator(`button.slot[value="${time}"]`)).toBeVisible();
    await slow.goto(path);
    await slow.locator(`button.slot[value="${time}"]`).click();
    await expect(slow.getByRole("heading", { level: 1 })).toHaveText("Termina tu reserva");
  });
});

test("who waits in line is offered the time that becomes free", async ({ browser }) => {
  test.setTimeout(120_000);
  const [first, next] = [newPerson("Primera Cita"), newPerson("Sigue Turno")];
  const page = await otherDevice(browser, 1280);
  await page.goto(`${hosts.demo}/reservar/limpieza-facial`);
  await page.getByRole("link", { name: "Semanas siguientes" }).click();
  await expect(page.getByRole("link", { name: "Semanas anteriores" })).toBeVisible();
  await page.locator("a.cal-day:not([aria-current])").first().click();
  await expect(page).toHaveURL(/day=/);
  const day = new URL(page.url()).searchParams.get("day");
  await expect(page.locator(`#day-${day}`)).toHaveAttribute("aria-current", "date");
  const steps = page.url();
  await tap(page, 0);
  await giveDetails(page, first);
  await page.getByRole("button", { name: "Confirmar cita" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("¡Listo, te esperamos!");

  const other = await otherDevice(browser, 390);
  await other.goto(steps);
  await other.getByRole("link", { name: "Avísame si se libera una hora" }).click();
  await expectGoodLooking(other, "book-wait");
  await giveDetails(other, next);
  await other.getByRole("button", { name: "Avísame si se libera una hora" }).click();
  await expect(other.getByText(`te escribimos a ${next.email}`)).toBeVisible();
  await expectGoodLooking(other, "book-in-line");
  const place = other.url();

  await page.getByRole("link", { name: "Cancelar la cita" }).click();
  await page.getByRole("button", { name: "Cancelar la cita" }).click();
  await expect(page.getByText("Cancelamos tu cita.")).toBeVisible();

  await other.goto(linkIn(await letter(other, next.email, /Se liberó una hora/), /^\/reservas\//));
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Se liberó esta hora para ti");
  await expect(other.getByLabel("Nombre y apellido")).toHaveValue(next.name);
  await expectGoodLooking(other, "book-offered");
  await other.getByRole("button", { name: "Confirmar cita" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("¡Listo, te esperamos!");
  await other.goto(place);
  await expect(other.getByText("Ya no estás en la lista de espera.")).toBeVisible();
});

test("who waits in line can give the place up", async ({ page }) => {
  const who = newPerson("Cambia Idea");
  await page.goto(`${hosts.demo}/reservar/corte-y-barba/espera`);
  await giveDetails(page, who);
  await page.getByRole("button", { name: "Avísame si se libera una hora" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lista de espera");
  await page.goto(linkIn(await letter(page, who.email, /lista de espera/), /^\/reservar\/espera\//));
  await page.getByRole("button", { name: "Salir de la lista" }).click();
  await expect(page.getByText("Listo, saliste de la lista.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Salir de la lista" })).toHaveCount(0);
});

test("a customer with an account has nothing to type twice, and finds the appointment again", async ({ page }) => {
  const who = newPerson("Clara Citas");
  await register(page, who);
  await page.goto(hosts.demo);
  await page.getByRole("banner").getByRole("link", { name: "Reservar cita" }).click();
  await page.getByRole("link", { name: "Taller de automaquillaje" }).click();
  await page.getByLabel("¿Cuántas personas?").selectOption("2");
  await expect(page).toHaveURL(/seats=2/);
  await expect(slots(page).first()).toContainText("cupos");
  await expectGoodLooking(page, "book-class");
  await tap(page, 0);
  await expect(page.getByLabel("Correo electrónico")).toHaveValue(who.email);
  await page.getByLabel("Celular").fill("310 555 0147");
  await page.getByRole("button", { name: "Confirmar cita" }).click();
  await expect(page.getByText("2 personas")).toBeVisible();
  await page.goto(`${hosts.demo}/account/bookings`);
  await expectGoodLooking(page, "book-mine");
  await page.getByRole("link", { name: "Taller de automaquillaje" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Taller de automaquillaje");
});

/** A site of somebody else, on a port of its own: the page that we give away to be copied, with the shop's address in it. */
async function foreignSite(): Promise<{ origin: string; server: Server }> {
  const example = readFileSync(resolve(import.meta.dirname, "../../../ecosystem/widget/example.html"), "utf8");
  const page = example.replace("https://mi-salon.example/", `${hosts.demo}/`);
  expect(page).toContain(`<script src="${hosts.demo}/widget.js"`);
  const server = createServer((_, answer) => answer.setHeader("content-type", "text/html; charset=utf-8").end(page));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test("the shop's booking pages work inside a page of another site, if the shop listed it", async ({ browser }) => {
  test.setTimeout(120_000);
  const listed = await foreignSite();
  const stranger = await foreignSite();
  const who = newPerson("Ana Vecina");
  try {
    const desk = await otherDevice(browser, 1280);
    await signIn(desk, logins.owner);
    await desk.goto(`${hosts.demo}/admin/settings`);
    const form = desk.locator('form:has(textarea[name="origins"])');
    await form.locator("textarea").fill(listed.origin);
    await form.getByRole("button").click();
    await expect(desk).toHaveURL(/done=saved/);

    const page = await otherDevice(browser, 390);
    await page.goto(listed.origin);
    const frame = page.frameLocator('iframe[title="Reservar un corte"]');
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Corte");
    await expect(frame.getByRole("banner")).toHaveCount(0);
    // As high as what it shows, so that nobody scrolls twice.
    const inner = page.frames().find((each) => each.url().includes("/reservar/"));
    await expect
      .poll(() => inner?.evaluate(() => document.documentElement.scrollHeight - innerHeight))
      .toBe(0);
    await expect.poll(async () => (await page.locator("iframe").boundingBox())?.height ?? 720).not.toBe(720);
    // Whoever goes on from the foot of a page sees the head of the next one.
    const top = async () => Math.round((await page.locator("iframe").boundingBox())?.y ?? -1);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect.poll(top).toBeLessThan(0);
    await tap(frame, 0);
    await expect.poll(top).toBeGreaterThanOrEqual(0);
    await giveDetails(frame, who);
    await frame.getByRole("button", { name: "Confirmar cita" }).click();
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("¡Listo, te esperamos!");
    await page.screenshot({ path: "test-results/screens/book-widget.png", fullPage: true });
    expect(linkIn(await letter(desk, who.email, /Tu cita en Salón Aurora/), /^\/reservas\//)).toContain("key=");

    // Its browser says so in the console, which only a context of its own may do.
    const elsewhere = await (await browser.newContext()).newPage();
    await elsewhere.goto(stranger.origin);
    await expect.poll(() => elsewhere.frames().at(1)?.url()).toMatch(/^chrome-error:/);
  } finally {
    listed.server.close();
    stranger.server.close();
  }
});

test("no other page may stand in a frame", async ({ page }) => {
  for (const path of ["/", "/reservar", "/reservar/corte", "/checkout", "/login"]) {
    const headers = (await page.goto(`${hosts.demo}${path}`))?.headers() ?? {};
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-frame-options"], path).toBe("DENY");
  }
});
