// Somebody who serves: their own agenda, and of others when they are busy.
import { expect, expectGoodLooking, hosts, logins, signIn, test } from "../fixtures.ts";

test("a professional sees what they serve, and is offered nothing that is not theirs", async ({ page }) => {
  await signIn(page, logins.professional);
  await page.goto(`${hosts.demo}/admin`);
  await expect(page.getByRole("heading", { name: /^Citas de hoy/ })).toBeVisible();
  await expectGoodLooking(page, "professional-home");

  await page.getByRole("link", { name: "Ver el calendario" }).click();
  await expect(page.getByRole("heading", { name: "Calendario", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Nueva cita" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Lista de espera" })).toHaveCount(0);
  await expectGoodLooking(page, "professional-calendar");

  await page.goto(`${hosts.demo}/admin/calendar/feeds`);
  const whose = page.getByLabel("De quién");
  await expect(whose.getByRole("option")).toHaveText(["Camila Torres"]);
  await expectGoodLooking(page, "professional-feeds");
});
