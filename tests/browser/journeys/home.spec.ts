import { expect, expectGoodLooking, hosts, test } from "../fixtures.ts";

test("each shop greets with its own name", async ({ page }) => {
  await page.goto(hosts.demo);
  await expect(page).toHaveTitle(/Salón Aurora/);
  await expect(page.getByRole("main")).toBeVisible();
  await expectGoodLooking(page, "home");

  await page.goto(hosts.bordados);
  await expect(page).toHaveTitle(/Cool Bordados/);
  await expect(page.getByText("Salón Aurora")).toHaveCount(0);
});

test("a host that no shop has gets a page that helps", async ({ page }) => {
  const answer = await page.goto(hosts.unknown);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the font is not waited for: it comes after the first page and is shown from the next one on", async ({ page }) => {
  const root = page.locator("html");
  await page.goto(hosts.demo);
  expect(await root.getAttribute("data-font")).toBeNull();
  const knows = async () => (await page.context().cookies()).some((cookie) => cookie.name === "font");
  await expect.poll(knows).toBe(true);
  await page.goto(`${hosts.demo}/products`);
  expect(await root.getAttribute("data-font")).toBe("");
  expect(await root.evaluate((html) => getComputedStyle(html).fontFamily)).toMatch(/^"?Inter"?,/);
});
