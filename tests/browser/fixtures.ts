// What every journey knows: the demo's hosts and logins, its mailbox, and how to look at a page.
// Each test also fails when its pages broke the content security policy, threw, or met an answer of 5xx.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, type Locator, type Page, test as base, expect } from "@playwright/test";

export { expect };

const port = process.env["VITRINA_BROWSER_PORT"] ?? "8080";

const origin = (name: string) => `http://${name}.localhost:${port}`;

export const hosts = {
  demo: origin("demo"),
  bordados: origin("bordados"),
  platform: origin("platform"),
  unknown: origin("nadie"),
} as const;

const password = "Vitrina-demo-2026";

export const logins = {
  owner: { host: hosts.demo, email: "duena@demo.test", password },
  cashier: { host: hosts.demo, email: "caja@demo.test", password },
  professional: { host: hosts.demo, email: "profesional@demo.test", password },
  customer: { host: hosts.demo, email: "clienta@demo.test", password },
  otherOwner: { host: hosts.bordados, email: "dueno@bordados.test", password },
  provider: { host: hosts.platform, email: "soporte@vitrina.test", password },
} as const;

export type Login = { host: string; email: string; password: string };

/** Signs in by the form, as a person would. */
export async function signIn(page: Page, who: Login): Promise<void> {
  await page.goto(`${who.host}/login`);
  await page.locator('input[name="email"]').fill(who.email);
  await page.locator('input[name="password"]').fill(who.password);
  await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
  await expect(page).not.toHaveURL(/\/login/);
}

/** Somebody whom no run before this one has met. */
export function newPerson(name: string, host: string = hosts.demo): Login & { name: string } {
  const address = name.normalize("NFD").replace(/[^A-Za-z]/g, "").toLowerCase();
  return { name, host, email: `${address}.${unique()}@ejemplo.test`, password: "Girasol-7-lluvia" };
}

/** A word that no run before this one has used. */
export const unique = (): string => Date.now().toString(36) + Math.random().toString(36).slice(2, 6);

const [program, dataDir] = [process.env["VITRINA_BIN"], process.env["VITRINA_BROWSER_DATA_DIR"]];

/** Closes a shop's doors by the command line; nothing when the server's data folder is not known. */
export const suspend =
  program && dataDir
    ? (slug: string, reason: string) =>
        execFileSync(program, ["tenant", "suspend", slug, "--reason", reason, "--data-dir", dataDir], { stdio: "pipe" })
    : undefined;

/** Registers by the form and signs in; the address is not proved yet. */
export async function register(page: Page, who: Login & { name: string }): Promise<void> {
  await page.goto(`${who.host}/register`);
  await page.getByLabel("Nombre").fill(who.name);
  await page.getByLabel("Correo").fill(who.email);
  await page.getByLabel("Contraseña").fill(who.password);
  await page.getByRole("button", { name: "Crear mi cuenta" }).click();
  await expect(page.getByText("¡Casi listo!")).toBeVisible();
  await signIn(page, who);
}

/** Another device: no cookie in common with the first. Narrow ones are phones, with a finger instead of a mouse. */
export async function otherDevice(browser: Browser, width = 390, options: BrowserContextOptions = {}): Promise<Page> {
  const phone = width < 600 ? { isMobile: true, hasTouch: true } : {};
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...phone, ...options });
  context.on("page", watch);
  return context.newPage();
}

/** Opens a shop at the platform, as its owner would, and signs them in at its host. */
export async function openShop(page: Page, name: string): Promise<Login & { name: string; slug: string }> {
  const slug = `tienda-${unique()}`;
  const owner = newPerson("Marta Dueña", origin(slug));
  await page.goto(`${hosts.platform}/signup`);
  await page.getByLabel("Nombre de tu negocio").fill(name);
  await page.getByLabel("Dirección de tu tienda").fill(slug);
  await page.getByLabel("Tu nombre").fill(owner.name);
  await page.getByLabel("Tu correo").fill(owner.email);
  await page.getByLabel("Contraseña").fill(owner.password);
  await page.getByRole("button", { name: "Abrir mi tienda" }).click();
  await expect(page.getByRole("heading", { name: "Tu tienda está lista" })).toBeVisible();
  await signIn(page, owner);
  return { ...owner, name, slug };
}

/** Adds somebody who is there every day from eight to eight. */
export async function addProfessional(desk: Page, host: string, name: string): Promise<void> {
  await desk.goto(`${host}/admin/resources/new`);
  await desk.getByLabel("Nombre").fill(name);
  await desk.getByLabel("Descansa los festivos").uncheck();
  for (const field of await desk.locator('input[name^="day."]').all()) await field.fill("8-20");
  await desk.getByRole("button", { name: "Guardar", exact: true }).click();
  await expect(desk.getByText("Guardado.")).toBeVisible();
}

/** Types words into the shop's search and sends them, as on any device. */
export async function search(page: Page, words: string): Promise<void> {
  const field = page.getByRole("banner").getByPlaceholder("¿Qué estás buscando?");
  await field.fill(words);
  await field.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(words);
}

/** The cards of a list whose product is of this name and can be bought. */
export const buyable = (page: Page, name: RegExp | string): Locator =>
  page
    .getByRole("article")
    .filter({ hasText: name })
    .filter({ has: page.getByText(/^(Agregar|Ver opciones)$/) });

/** On a product's page: takes the first choice of every option that somebody can buy, and puts it into the cart. */
export async function addToCart(page: Page): Promise<void> {
  for (const option of await page.locator("fieldset[data-option]").all()) {
    await option.locator(".pill:not([data-out])").first().click();
  }
  await page.getByRole("button", { name: "Agregar al carrito", exact: true }).click();
  await expect(page.getByText("lo agregamos a tu carrito")).toBeVisible();
}

/** Fills a cart without any story: for journeys that begin at the cart. */
export async function fillCart(page: Page, words: string): Promise<void> {
  await page.goto(`${hosts.demo}/search?q=${encodeURIComponent(words)}`);
  await buyable(page, new RegExp(words, "i")).first().getByRole("heading").getByRole("link").click();
  await addToCart(page);
}

/** At the checkout: who buys. */
export async function giveContact(page: Page, who: { name: string; email: string }): Promise<void> {
  await page.getByLabel("Correo electrónico").fill(who.email);
  await page.getByLabel("Nombre y apellido").fill(who.name);
  await page.getByLabel("Celular").fill("310 555 0147");
}

/** At the checkout: where to. Waits until the delivery to that town has its price. */
export async function giveAddress(page: Page, department: string, town: string): Promise<void> {
  await page.getByLabel("Departamento").selectOption({ label: department });
  await page.getByLabel("Municipio").selectOption({ label: town });
  await page.getByLabel("Dirección").fill("Carrera 43 # 12-34, apto 501");
  await expect(page.getByRole("radio", { name: /Envío a domicilio/ })).toBeChecked();
}

/** What the page of an order is called. */
export const orderTitle = /^Pedido #?\d+$/;

/** Confirms the order and gives its number, as the page that thanks shows it. */
export async function placeOrder(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Confirmar pedido" }).click();
  await expect(page.getByRole("heading", { name: "¡Gracias por tu compra!" })).toBeVisible();
  const title = await page.getByRole("heading", { name: orderTitle }).innerText();
  return title.replace(/\D/g, "");
}

/** In the admin: from the list to the order of this number. */
export async function openOrder(desk: Page, number: string): Promise<void> {
  await desk.goto(`${hosts.demo}/admin/orders`);
  await desk.getByRole("link", { name: `#${number}`, exact: true }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText(`Pedido #${number}`);
}

/** Where the order stands, on the page that its customer watches. */
export const currentStep = (page: Page): Locator => page.locator('[aria-current="step"]');

/** A letter of the development mailbox. */
export type Letter = { to: string; subject: string; text: string; html: string | null };

/** The newest letter of this shop to this address whose subject matches, once it has come. */
export async function letter(page: Page, to: string, subject: RegExp, host: string = hosts.demo): Promise<Letter> {
  const mailbox = await page.context().newPage();
  try {
    await mailbox.goto(`${host}/dev/mailbox`);
    let found: Letter | undefined;
    await expect
      .poll(
        async () => {
          // In the browser, which resolves *.localhost by itself; Node asks the system, which may not.
          const letters = await mailbox.evaluate(async (address) => {
            const answer = await fetch(`/dev/mailbox.json?to=${encodeURIComponent(address)}`);
            if (!answer.ok) throw new Error(`the mailbox answered ${answer.status}`);
            return ((await answer.json()) as { data: Letter[] }).data;
          }, to);
          found = letters.find((each) => subject.test(each.subject));
          return found !== undefined;
        },
        { message: `a letter to ${to} about ${subject}`, timeout: 20_000 },
      )
      .toBe(true);
    return found as Letter;
  } finally {
    await mailbox.close();
  }
}

/** The first address in a letter that leads to a path which matches. */
export function linkIn(mail: Letter, path: RegExp): string {
  const links = mail.text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  const link = links.find((each) => path.test(new URL(each).pathname));
  if (!link) throw new Error(`no link to ${path} in «${mail.subject}»: ${links.join(", ") || "no links at all"}`);
  return link;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Violation = { id: string; impact: string | null; help: string; nodes: string[] };

/** Expects no violation of WCAG 2.2 AA. The source is evaluated, not added as a tag: the page keeps its own policy. */
export async function expectAccessible(page: Page, look = ""): Promise<void> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (): Promise<Violation[]> => {
    type Result = { violations: { id: string; impact: string | null; help: string; nodes: { html: string }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run(context: Document, options: object): Promise<Result> } };
    const result = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map((n) => n.html) }));
  });
  expect.soft(violations, `accessibility of ${page.url()} ${look}`).toEqual([]);
}

/** Looks at the page on a phone and on a desktop, by day and by night: nothing sticks out, everybody can read it.
 *  The pictures are in test-results/screens/. */
export async function expectGoodLooking(page: Page, name: string): Promise<void> {
  // A click on a link returns when the next page is on its way: what is not there yet cannot be measured.
  await page.waitForLoadState();
  const before = page.viewportSize();
  for (const [width, height] of [
    [390, 844],
    [1280, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const look = `${name}-${width}-${colorScheme}`;
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(overflow, `${look}: pixels that stick out`).toBeLessThanOrEqual(0);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("table")]
          .filter(({ parentElement: box }) => box && box.scrollWidth > box.clientWidth)
          .map((table) => table.textContent?.trim().slice(0, 60)),
      );
      expect.soft(cut, `${look}: tables that are cut off`).toEqual([]);
      await page.screenshot({ path: `test-results/screens/${look}.png`, fullPage: true, animations: "disabled" });
      await expectAccessible(page, look);
    }
  }
  if (before) await page.setViewportSize(before);
}

/** Expects that a click in the middle of this element reaches it and nothing that lies above. */
export async function expectReachable(element: Locator): Promise<void> {
  await element.click({ trial: true });
}

const faults: string[] = [];

function watch(page: Page): void {
  page.on("pageerror", (error) => faults.push(`${page.url()} threw: ${error.message}`));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
  });
}

export const test = base.extend<{ faultless: void }>({
  faultless: [
    async ({ context }, use) => {
      faults.length = 0;
      context.on("page", watch);
      await use();
      expect(faults, "faults that the pages of this test met").toEqual([]);
    },
    { auto: true },
  ],
});
