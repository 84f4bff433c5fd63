// A shop that tries pays for its plan at Stripe, grows, thinks better of it, and leaves with what is its own.
import { expect, expectAccessible, expectGoodLooking, openShop, otherDevice, test } from "../fixtures.ts";

test("a shop subscribes, moves up for what was shown, takes a step back and leaves with its data", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await otherDevice(browser, 390);
  const owner = await openShop(page, "Tejidos Alba");
  const plan = `${owner.host}/admin/plan`;

  await test.step("The trial shows what there is, and a plan is chosen with its price", async () => {
    await page.goto(plan);
    await expect(page.getByText("Estás probando todo sin pagar")).toBeVisible();
    await expectAccessible(page);
    await expectGoodLooking(page, "plan-trial");
    await page.getByRole("link", { name: "Cambiar de plan" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Elige tu plan");
    await expect(page.getByText("siguen siendo gratis")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("radio", { name: /Plan Pro/ }).check();
    await page.getByRole("radio", { name: "Cada mes" }).check();
    await page.getByLabel("Código de descuento").fill("NADA");
    await page.getByRole("button", { name: "Continuar" }).click();
    await expect(page.getByText("Ese código no existe o ya venció.")).toBeVisible();
    await page.getByLabel("Código de descuento").fill("");
    await page.getByRole("button", { name: "Continuar" }).click();
  });

  await test.step("Stripe's page takes the card, and the way back waits for its word", async () => {
    await expect(page).toHaveURL(/\/c\/pay\/cs_/, { timeout: 20_000 });
    await page.locator('input[name="number"]').fill("4242424242424242");
    await page.locator('input[name="expiry"]').fill("12/34");
    await page.locator('input[name="cvc"]').fill("123");
    await page.getByRole("button", { name: "Empezar la prueba" }).click();
    await expect(page.getByText("¡Listo! Tu plan ya está activo.")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("$ 119.900 al mes")).toBeVisible();
  });

  await test.step("More comes at once, for what was shown", async () => {
    await page.getByRole("link", { name: /Elegir\s+Plan Empresa/ }).click();
    await page.getByRole("button", { name: "Continuar" }).click();
    await expect(page.getByText(/Hoy pagas \$\s0/)).toBeVisible();
    await expectAccessible(page);
    await expectGoodLooking(page, "plan-change");
    await page.getByRole("button", { name: "Confirmar el cambio" }).click();
    await expect(page.getByText("¡Listo! Ya tienes tu nuevo plan.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Plan Empresa" })).toBeVisible();
  });

  await test.step("Less comes later, and is taken back", async () => {
    await page.goto(`${plan}/choose?plan=basico`);
    await page.getByRole("button", { name: "Continuar" }).click();
    await expect(page.getByText("Hoy no pagas nada")).toBeVisible();
    await expect(page.getByText("Facturación electrónica")).toBeVisible();
    await page.getByRole("button", { name: "Confirmar el cambio" }).click();
    await expect(page.getByText(/pasas al Plan Básico/)).toBeVisible();
    await page.getByRole("button", { name: "Quedarme con mi plan" }).click();
    await expect(page.getByText(/pasas al Plan Básico/)).toBeHidden();
  });

  await test.step("The portal has the card, and leads back", async () => {
    await page.getByRole("button", { name: "Tarjeta y pagos" }).click();
    await expect(page).toHaveURL(/\/p\/session\//, { timeout: 20_000 });
    await page.goto(plan);
  });

  await test.step("Leaving shows what is lost and offers what is theirs", async () => {
    await page.getByRole("link", { name: "Pasar al plan gratis" }).click();
    await expect(page.getByRole("heading", { name: "Llévate lo tuyo" })).toBeVisible();
    await expectAccessible(page);
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "Productos" }).click();
    expect((await file).suggestedFilename()).toMatch(/\.xlsx$/);
    await page.getByRole("button", { name: "Pasar al plan gratis" }).click();
    await expect(page.getByText("Conservas lo que tienes hasta el final de tu periodo.")).toBeVisible();
  });
});
