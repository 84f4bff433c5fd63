// What every journey knows: the demo's hosts and logins, its mailbox, and how to look at a page.
// Each test also fails when its pages broke the content security policy, threw, or met an answer of 5xx.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { type Browser, type Locator, type Page, test as base, expect } from "@playwright/test";

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
  await expect(page.locator('input[name="password"]')).toHaveCount(0);
}

/** Another device: no cookie in common with the first. */
export async function otherDevice(browser: Browser, width = 390): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 844 } });
  const page = await context.newPage();
  watch(page);
  return page;
}

/** A letter of the development mailbox. */
export type Letter = { to: string; subject: string; text: string; html: string | null };

/** The newest letter to this address whose subject matches, once it has come. */
export async function letter(page: Page, to: string, subject: RegExp): Promise<Letter> {
  const mailbox = await page.context().newPage();
  try {
    await mailbox.goto(`${hosts.demo}/dev/mailbox`);
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
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (): Promise<Violation[]> => {
    type Result = { violations: { id: string; impact: string | null; help: string; nodes: { html: string }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run(context: Document, options: object): Promise<Result> } };
    const result = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map((n) => n.html) }));
  });
  expect(violations, `accessibility of ${page.url()}`).toEqual([]);
}

/** Pictures of the whole page on a phone and on a desktop, in test-results/screens/. */
export async function screenshots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const [width, height] of [
    [390, 844],
    [1280, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${name}: pixels that stick out at ${width} px`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `test-results/screens/${name}-${width}.png`, fullPage: true, animations: "disabled" });
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
