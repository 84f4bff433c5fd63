// A calendar outside: connected at Google's stand-in, an hour blocked there, an appointment written there; a server of calendars and
// an address to subscribe to, typed wrong.
import type { Page } from "@playwright/test";
import { addProfessional, expect, expectGoodLooking, hosts, logins, newPerson, openShop, otherDevice, signIn, test } from "../fixtures.ts";

const port = process.env["VITRINA_BROWSER_CALENDAR_PORT"];

// A server that somebody started by hand knows the real Google, if any.
test.skip(!port, "the server was not started with the stand-in for Google's calendars");

const account = "ana@gmail.test";
const entries = `http://127.0.0.1:${port}/test/entries/${account}`;

type Entry = { id: string; summary?: string; start: { dateTime: string } };

/** Somebody blocks time in their own calendar. */
async function block(from: string, minutes: number): Promise<void> {
  const until = new Date(Date.parse(from) + minutes * 60_000).toISOString();
  const entry = { id: `block${Date.parse(from)}`, summary: "Dentista", start: { dateTime: from }, end: { dateTime: until } };
  const answer = await fetch(entries, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(entry),
  });
  expect(answer.status).toBe(204);
}

async function written(): Promise<Entry[]> {
  return ((await (await fetch(entries)).json()) as { entries: Entry[] }).entries;
}

const slots = (page: Page) => page.locator("button.slot");
const times = (page: Page) => slots(page).evaluateAll((all) => all.map((each) => each.getAttribute("value") ?? ""));

/** Adds what one person does in half an hour. */
async function addService(page: Page, host: string, name: string, by: string): Promise<void> {
  await page.goto(`${host}/admin/services/new`);
  await page.getByLabel("Nombre").fill(name);
  await page.getByLabel("Precio", { exact: true }).fill("35.000");
  await page.getByRole("group", { name: "¿Quién lo atiende?" }).getByLabel(by, { exact: true }).check();
  await page.getByRole("button", { name: "Guardar", exact: true }).click();
  await expect(page.getByText("Guardado.")).toBeVisible();
}

test("what is blocked at Google is not offered, and what is booked here stands there", async ({ page, browser }) => {
  test.setTimeout(240_000);
  const section = page.getByRole("region", { name: "Paola Rincón" });
  const guest = await otherDevice(browser, 390);
  const shop = await openShop(page, "Salón de Paola");
  await addProfessional(page, shop.host, "Paola Rincón");
  await addService(page, shop.host, "Manicure", "Paola Rincón");

  await test.step("The owner connects Paola's calendar", async () => {
    await page.goto(`${shop.host}/admin/calendars`);
    await expectGoodLooking(page, "calendars-blank");
    await section.getByRole("link", { name: "Conectar un calendario de Google para Paola Rincón" }).click();
    await expect(page.getByText("Cuenta conectada.")).toBeVisible();
    await expect(section.getByRole("heading", { name: account })).toBeVisible();
    await expect(section.getByRole("checkbox", { name: /^Ana/ })).toBeChecked();
  });

  await test.step("And chooses to have the appointments written into it", async () => {
    await section.getByRole("radio", { name: "Ana", exact: true }).check();
    await section.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByText("Guardado. En un momento se nota.")).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(section.getByText(/^Leído:/).first()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await expectGoodLooking(page, "calendars-connected");
  });

  const [blocked, free] = await test.step("An hour that Paola blocks leaves the offer within seconds", async () => {
    // Tomorrow by the shop's calendar: of today too little may be left.
    const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "America/Bogota" }).format(Date.now() + 86_400_000);
    await guest.goto(`${shop.host}/reservar/manicure?day=${day}`);
    const offered = await times(guest);
    const first = offered[0] ?? "";
    const later = offered.find((time) => Date.parse(time) >= Date.parse(first) + 3 * 3_600_000) ?? "";
    expect(later).not.toBe("");
    await block(first, 60);
    await expect(async () => {
      await guest.reload();
      expect(await times(guest)).not.toContain(first);
    }).toPass({ timeout: 20_000 });
    expect(await times(guest)).toContain(later);
    return [first, later];
  });

  await test.step("A customer books, and the appointment stands in Paola's calendar", async () => {
    const who = newPerson("Sara Agenda", shop.host);
    await guest.locator(`button.slot[value="${free}"]`).click();
    await guest.getByLabel("Nombre y apellido").fill(who.name);
    await guest.getByLabel("Celular").fill("310 555 0147");
    await guest.getByLabel("Correo electrónico").fill(who.email);
    await guest.getByRole("button", { name: "Confirmar cita" }).click();
    await expect(guest.getByRole("heading", { level: 1 })).toHaveText("¡Listo, te esperamos!");
    const ours = async () => (await written()).find((entry) => entry.summary?.includes(who.name));
    await expect.poll(async () => (await ours())?.summary, { timeout: 20_000 }).toContain("Manicure");
    expect(Date.parse((await ours())?.start.dateTime ?? "")).toBe(Date.parse(free));
    expect(Date.parse(blocked)).toBeLessThan(Date.parse(free));
  });

  await test.step("The log says so, and the owner parts from the account", async () => {
    await page.goto(`${shop.host}/admin/calendars`);
    await expectGoodLooking(page, "calendars-written");
    await expect(page.getByText(/quedó en el calendario/).first()).toBeVisible();
    await expect(section.getByLabel("Al desconectar, sacar también de ese calendario las citas que vienen")).toBeChecked();
    page.once("dialog", (dialog) => void dialog.accept());
    await section.getByRole("button", { name: "Desconectar" }).click();
    await expect(page.getByText("Cuenta desconectada.")).toBeVisible();
    await expect.poll(async () => (await written()).filter((entry) => entry.summary?.includes("Manicure")).length).toBe(0);
  });
});

test("a server and an address that are typed wrong are said at their fields", async ({ page }) => {
  await signIn(page, logins.owner);

  await test.step("A server of calendars", async () => {
    await page.goto(`${hosts.demo}/admin/calendars`);
    await page.getByRole("link", { name: "iCloud y otros: conectar un calendario para Camila Torres" }).click();
    await expect(page.getByRole("heading", { name: "Conectar un calendario" })).toBeVisible();
    await expectGoodLooking(page, "calendars-server");
    await page.getByLabel("Dónde está").selectOption("other");
    await page.getByLabel("Dirección del servidor").fill("https://10.0.0.1/");
    await page.getByLabel("Usuario o correo").fill("camila");
    await page.getByLabel("Contraseña de aplicación").fill("clave-de-prueba");
    await page.getByRole("button", { name: "Conectar" }).click();
    await expect(page.getByText("A esa dirección no podemos llamar")).toBeVisible();
    await expect(page.getByLabel("Usuario o correo")).toHaveValue("camila");
    await expect(page.getByLabel("Contraseña de aplicación")).toHaveValue("");
    await expectGoodLooking(page, "calendars-server-wrong");
  });

  await test.step("An address", async () => {
    await page.goto(`${hosts.demo}/admin/calendars`);
    await page.getByRole("link", { name: "Suscribir una dirección para Camila Torres" }).click();
    await page.getByLabel("Nombre").fill("Feriados");
    await page.getByLabel("Dirección del calendario").fill("webcal://10.0.0.1/a.ics");
    await page.getByRole("button", { name: "Suscribir" }).click();
    await expect(page.getByText("A esa dirección no podemos llamar")).toBeVisible();
    await expectGoodLooking(page, "calendars-feed-wrong");
  });
});
