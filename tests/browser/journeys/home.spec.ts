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
