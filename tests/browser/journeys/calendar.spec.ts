// A shop's agenda from nothing: who serves, what can be booked, an appointment that is dragged about, and why a time is
// not offered; what a click on an empty place leads to, and how cards look.
import type { Locator, Page } from "@playwright/test";
import { addProfessional, expect, expectGoodLooking, hosts, logins, openShop, otherDevice, signIn, test } from "../fixtures.ts";

/** So many days from today, by the shop's calendar. */
function dayFromNow(days: number): string {
  const date = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "America/Bogota" }).format(date);
}

const column = (desk: Page, name: string): Locator => desk.getByRole("region", { name, exact: true }).and(desk.locator("[data-column]"));

/** Where it stands, once it stands still: the calendar is drawn anew after each change. */
async function boxOf(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let box = await what.boundingBox();
  await expect
    .poll(async () => {
      const before = box;
      box = await what.boundingBox();
      return box !== null && JSON.stringify(box) === JSON.stringify(before);
    })
    .toBe(true);
  return box as { x: number; y: number; width: number; height: number };
}

/** Drags a card as a hand does: presses, moves in steps, lets go. */
async function drag(desk: Page, card: Locator, to: Locator, down: number): Promise<void> {
  const [from, target] = [await boxOf(card), await boxOf(to)];
  await desk.mouse.move(from.x + from.width / 2, from.y + 10);
  await desk.mouse.down();
  await desk.mouse.move(from.x + from.width / 2 + 10, from.y + 20);
  await desk.mouse.move(target.x + target.width / 2, from.y + 10 + down, { steps: 8 });
  await desk.mouse.up();
}

test("the owner fills an agenda, drags an appointment, and asks why a time is not offered", async ({ browser }) => {
  test.setTimeout(300_000);
  const desk = await otherDevice(browser, 1280);
  const shop = await openShop(desk, "Salón de la Agenda");
  const day = dayFromNow(1);
  const calendar = `${shop.host}/admin/calendar?date=${day}`;

  await test.step("Without anybody the calendar says what to do first", async () => {
    await desk.goto(calendar);
    await expect(desk.getByText("Todavía no hay a quién agendar")).toBeVisible();
    await expectGoodLooking(desk, "agenda-empty");
  });

  await test.step("Hours are typed as people say them, and shown before they are kept", async () => {
    await desk.goto(`${shop.host}/admin/resources/new`);
    const week = desk.locator("#agenda-week");
    for (const field of await desk.locator('input[name^="day."]').all()) await field.fill("7 a. m. a 9 a. m.");
    await expect(week.getByText("7:00 a. m. – 9:00 a. m.").first()).toBeVisible();
    await desk.locator('input[name="day.2"]').fill("mañana");
    await desk.getByLabel("Nombre").fill("Ana");
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.locator('input[name="day.2"]')).toHaveAccessibleDescription(/Escribe las horas así/);
    await expectGoodLooking(desk, "agenda-resource-refused");
    await addProfessional(desk, shop.host, "Ana");
    await addProfessional(desk, shop.host, "Luis");
    await desk.goto(`${shop.host}/admin/resources`);
    await expectGoodLooking(desk, "agenda-resources");
  });

  await test.step("A service shows its free times while it is written", async () => {
    await desk.goto(`${shop.host}/admin/services/new`);
    await desk.getByLabel("Nombre").fill("Corte");
    await desk.getByLabel("Precio", { exact: true }).fill("35.000");
    const first = desk.getByRole("group", { name: "¿Quién lo atiende?" });
    await first.getByLabel("Ana", { exact: true }).check();
    await first.getByLabel("Luis", { exact: true }).check();
    await desk.locator('input[name="q.0.label"]').fill("¿Tienes alergias?");
    await expect(desk.locator("#agenda-week").getByText("10:00 a. m.").first()).toBeVisible();
    await expectGoodLooking(desk, "agenda-service");
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.getByText("Guardado.")).toBeVisible();
    await desk.goto(`${shop.host}/admin/services`);
    await expectGoodLooking(desk, "agenda-services");
  });

  await test.step("The shop books for a customer", async () => {
    await desk.goto(`${shop.host}/admin/bookings/new?date=${day}`);
    await desk.locator('select[name="service_id"]').selectOption({ label: "Corte" });
    await desk.locator('select[name="resource_id"]').selectOption({ label: "Ana" });
    await desk.getByRole("button", { name: "Ver horas libres" }).click();
    await desk.getByRole("button", { name: "10:00 a. m.", exact: true }).click();
    await expect(desk.getByLabel("Hora", { exact: true })).toHaveValue("10:00");
    await desk.getByLabel("Nombre").fill("Laura Ríos");
    await desk.getByLabel("Correo").fill("laura.rios@ejemplo.test");
    await desk.getByLabel("Celular").fill("310 555 0147");
    await expectGoodLooking(desk, "agenda-booking-new");
    await desk.getByRole("button", { name: "Agendar", exact: true }).click();
    await expect(desk.getByText("Cita agendada.")).toBeVisible();
    await expect(desk.getByText("Laura Ríos")).toBeVisible();
    await expectGoodLooking(desk, "agenda-booking");
    await desk.goto(`${shop.host}/admin/bookings`);
    await expect(desk.getByText("Laura Ríos")).toBeVisible();
    await expectGoodLooking(desk, "agenda-bookings");
  });

  await test.step("It is dragged to another time of somebody else, and back by undoing", async () => {
    await desk.goto(calendar);
    await expectGoodLooking(desk, "agenda-day");
    const card = desk.getByRole("link", { name: /Laura Ríos/ });
    const [ana, luis] = [column(desk, "Ana"), column(desk, "Luis")];
    await expect(ana.getByRole("link", { name: /Laura Ríos/ })).toBeVisible();
    await card.scrollIntoViewIfNeeded();
    const { height } = await boxOf(card);
    await drag(desk, card, luis, height * 2);
    await expect(desk.getByText("Cita movida.")).toBeVisible();
    await expect(luis.getByRole("link", { name: /^12:00 p\. m\..*Laura Ríos/ })).toBeVisible();
    await desk.getByRole("button", { name: "Deshacer" }).click();
    await expect(ana.getByRole("link", { name: /^10:00 a\. m\..*Laura Ríos/ })).toBeVisible();
    await desk.reload();
    await expect(ana.getByRole("link", { name: /^10:00 a\. m\..*Laura Ríos/ })).toBeVisible();
  });

  await test.step("It is stretched at its lower edge", async () => {
    const card = desk.getByRole("link", { name: /Laura Ríos/ });
    await card.scrollIntoViewIfNeeded();
    const box = await boxOf(card);
    await desk.mouse.move(box.x + box.width / 2, box.y + box.height - 3);
    await desk.mouse.down();
    await desk.mouse.move(box.x + box.width / 2, box.y + box.height * 1.5, { steps: 6 });
    await desk.mouse.up();
    await expect(desk.getByRole("link", { name: /^10:00 a\. m\. – 11:30 a\. m\..*Laura Ríos/ })).toBeVisible();
  });

  await test.step("An empty place is blocked", async () => {
    const ana = column(desk, "Ana");
    const [box, card] = [await boxOf(ana), await boxOf(desk.getByRole("link", { name: /Laura Ríos/ }))];
    await desk.mouse.click(box.x + box.width / 2, card.y + card.height + 60);
    const dialog = desk.getByRole("dialog", { name: "¿Qué quieres poner aquí?" });
    await expect(dialog).toBeVisible();
    await dialog.getByRole("link", { name: "Bloquear este tiempo" }).click();
    await expect(desk.getByLabel("De quién")).toHaveValue(/.+/);
    await desk.locator('input[name="from_time"]').fill("15:00");
    await desk.locator('input[name="to_time"]').fill("16:00");
    await desk.getByLabel("Motivo").fill("Almuerzo");
    await desk.getByRole("button", { name: "Bloquear", exact: true }).click();
    await expect(desk.getByText("Tiempo bloqueado.").first()).toBeVisible();
    await expectGoodLooking(desk, "agenda-time-off");
  });

  await test.step("Onto blocked time it goes only when somebody insists", async () => {
    await desk.goto(calendar);
    const card = desk.getByRole("link", { name: /Laura Ríos/ });
    const off = column(desk, "Ana").getByText("Almuerzo");
    await card.scrollIntoViewIfNeeded();
    const [from, to] = [await boxOf(card), await boxOf(off)];
    await drag(desk, card, column(desk, "Ana"), to.y - from.y);
    const dialog = desk.getByRole("dialog", { name: "Esa hora no se ofrece" });
    await expect(dialog).toContainText("ese tiempo está bloqueado");
    await dialog.getByRole("button", { name: "Dejarla donde estaba" }).click();
    await expect(desk.getByRole("link", { name: /^10:00 a\. m\..*Laura Ríos/ })).toBeVisible();
  });

  await test.step("The reason is told in words", async () => {
    await desk.goto(`${shop.host}/admin/bookings/why`);
    await desk.locator('select[name="service"]').selectOption({ label: "Corte" });
    await desk.getByLabel("Día").fill(day);
    await desk.getByLabel("Hora", { exact: true }).fill("15:00");
    await desk.getByRole("button", { name: "Averiguar" }).click();
    await expect(desk.getByText(/sí se ofrece/)).toBeVisible();
    await desk.locator('select[name="resource"]').selectOption({ label: "Ana" });
    await desk.getByRole("button", { name: "Averiguar" }).click();
    await expect(desk.getByText(/no se ofrece\./)).toBeVisible();
    await expect(desk.getByText(/Ana: Ese tiempo está bloqueado/)).toBeVisible();
    await expectGoodLooking(desk, "agenda-why");
  });

  await test.step("Somebody else's change shows by itself, and the page moves appointments, too", async () => {
    await desk.goto(`${shop.host}/admin/calendar?view=week&date=${day}`);
    const other = await desk.context().newPage();
    await other.goto(`${shop.host}/admin/bookings`);
    await other.getByRole("link", { name: /10:00/ }).click();
    await other.getByText("Mover o cambiar de duración").click();
    await other.getByLabel("Hora", { exact: true }).fill("07:00");
    await other.getByRole("button", { name: "Mover la cita" }).click();
    await expect(other.getByText(/No cabe completa en el horario/).first()).toBeVisible();
    await expectGoodLooking(other, "agenda-booking-refused");
    await other.getByLabel("Hora", { exact: true }).fill("17:00");
    await other.getByRole("button", { name: "Mover la cita" }).click();
    await expect(other.getByText("Cita movida.")).toBeVisible();
    await expect(desk.getByRole("link", { name: /^5:00 p\. m\..*Laura Ríos/ })).toBeVisible();
    await expectGoodLooking(desk, "agenda-week");
    await other.getByText("Cancelar la cita").click();
    other.once("dialog", (dialog) => dialog.accept());
    await other.getByRole("button", { name: "Sí, cancelar" }).click();
    await expect(other.getByText("Cancelada").first()).toBeVisible();
    await expect(desk.getByRole("link", { name: /Laura Ríos/ })).toHaveCount(0);
    await other.getByRole("button", { name: "Recuperar la cita" }).click();
    await expect(other.getByText("Confirmada").first()).toBeVisible();
  });

  await test.step("A phone shows a list", async () => {
    await desk.setViewportSize({ width: 390, height: 844 });
    await desk.goto(calendar);
    await expect(desk.locator(".agenda-list").getByText("Laura Ríos")).toBeVisible();
    await expect(desk.locator(".agenda-grid-wrap")).toBeHidden();
    await desk.goto(`${shop.host}/admin/waitlist`);
    await expectGoodLooking(desk, "agenda-waitlist");
  });
});

test("an empty place becomes an appointment, and its card shows where that stands", async ({ browser }) => {
  test.setTimeout(120_000);
  const desk = await otherDevice(browser, 1280);
  const shop = await openShop(desk, "Salón del Clic");
  const day = dayFromNow(1);
  const calendar = `${shop.host}/admin/calendar?date=${day}`;
  const card = column(desk, "Ana").getByRole("link", { name: /Laura Ríos/ });
  await addProfessional(desk, shop.host, "Ana");

  await test.step("A service of which the shop confirms each appointment", async () => {
    await desk.goto(`${shop.host}/admin/services/new`);
    await desk.getByLabel("Nombre").fill("Corte");
    await desk.getByLabel("Precio", { exact: true }).fill("35.000");
    await desk.getByRole("group", { name: "¿Quién lo atiende?" }).getByLabel("Ana", { exact: true }).check();
    await desk.getByLabel("Confirmo cada cita").check();
    await desk.getByRole("button", { name: "Guardar", exact: true }).click();
    await expect(desk.getByText("Guardado.")).toBeVisible();
  });

  await test.step("The place knows whose it is, and when", async () => {
    await desk.goto(calendar);
    // From eight to eight: two hours down it is ten.
    const open = column(desk, "Ana").locator(".agenda-open");
    const { height } = await boxOf(open);
    await open.click({ position: { x: 20, y: height / 6 + 4 } });
    const dialog = desk.getByRole("dialog", { name: "¿Qué quieres poner aquí?" });
    await expect(dialog).toContainText("Ana, 10:00");
    await dialog.getByRole("link", { name: "Nueva cita" }).click();
    await expect(desk.locator('input[name="date"]')).toHaveValue(day);
    await expect(desk.getByLabel("Hora", { exact: true })).toHaveValue("10:00");
    await expect(desk.locator('select[name="resource_id"] option:checked')).toHaveText("Ana");
  });

  await test.step("What is left to say is what, and for whom", async () => {
    await desk.locator('select[name="service_id"]').selectOption({ label: "Corte" });
    await desk.getByLabel("Nombre").fill("Laura Ríos");
    await desk.getByRole("button", { name: "Agendar", exact: true }).click();
    await expect(desk.getByText("Cita agendada.")).toBeVisible();
    await desk.goto(calendar);
    await expect(card).toHaveAccessibleName(/^10:00 a\. m\..*Corte, Ana, Por confirmar/);
    await expect(card).toHaveClass(/\bis-pending\b/);
  });

  await test.step("Each step shows on the card", async () => {
    await card.click();
    await desk.getByRole("button", { name: "Confirmar", exact: true }).click();
    await expect(desk.getByText("Confirmada").first()).toBeVisible();
    await desk.goto(calendar);
    await expect(card).toHaveAccessibleName(/Confirmada/);
    await expect(card).toHaveClass(/\bis-confirmed\b/);
    await card.click();
    await desk.getByText("Cancelar la cita").click();
    desk.once("dialog", (dialog) => dialog.accept());
    await desk.getByRole("button", { name: "Sí, cancelar" }).click();
    await expect(desk.getByText("Cancelada").first()).toBeVisible();
    await desk.goto(calendar);
    await expect(column(desk, "Ana")).toBeVisible();
    await expect(card).toHaveCount(0);
  });
});

/** How a card looks, by the word for where its appointment stands. */
const looks = new Map([
  ["Por confirmar", "is-pending"],
  ["Confirmada", "is-confirmed"],
  ["Atendida", "is-completed"],
  ["No llegó", "is-no_show"],
]);

test("every card looks as its appointment stands", async ({ page }) => {
  await signIn(page, logins.owner);
  const seen = new Set<string>();
  for (const days of [-21, -14, -7, 0, 7]) {
    await page.goto(`${hosts.demo}/admin/calendar?view=week&date=${dayFromNow(days)}`);
    // What is only kept for somebody says until when instead.
    const cards = await page.locator(".agenda-card:not(.is-held)").evaluateAll((all) =>
      all.map((card) => ({
        look: card.className.split(" "),
        said: card.querySelector(".sr-only")?.textContent?.split(", ").at(-1) ?? "",
      })),
    );
    for (const { look, said } of cards) {
      expect(look, said).toContain(looks.get(said));
      seen.add(said);
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(["Atendida", "Confirmada", "No llegó"]));
});
