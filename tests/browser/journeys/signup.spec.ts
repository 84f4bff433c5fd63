// A business opens its shop at the platform and finds an admin that is empty and says what to do first.
import { expect, hosts, newPerson, otherDevice, signIn, test, unique } from "../fixtures.ts";

test("a business signs up and its owner finds the way", async ({ browser }) => {
  test.setTimeout(120_000);
  const slug = `cafe-${unique()}`;
  const shop = "Café La Palma";
  const page = await otherDevice(browser, 1280);
  const fill = async (address: string, email: string, password: string) => {
    await page.getByLabel("Nombre de tu negocio").fill(shop);
    await page.getByLabel("Dirección de tu tienda").fill(address);
    await page.getByLabel("Tu nombre").fill("Nora Palma");
    await page.getByLabel("Tu correo").fill(email);
    await page.getByLabel("Contraseña").fill(password);
    await page.getByRole("button", { name: "Abrir mi tienda" }).click();
  };
  const owner = newPerson("Nora Palma");

  await test.step("An address that is taken, or a poor password, is refused beside its field and nothing is lost", async () => {
    await page.goto(`${hosts.platform}/signup`);
    await fill("demo", owner.email, owner.password);
    await expect(page.getByText("Ya está en uso. Elige otro.")).toBeVisible();
    await expect(page.getByLabel("Nombre de tu negocio")).toHaveValue(shop);
    await fill(slug, owner.email, "contraseña");
    await expect(page.getByLabel("Contraseña")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Dirección de tu tienda")).toHaveValue(slug);
  });

  await test.step("The shop opens at its own host", async () => {
    await fill(slug, owner.email, owner.password);
    await expect(page.getByRole("heading", { name: "Tu tienda está lista" })).toBeVisible();
    await page.getByRole("link", { name: "Ir a mi tienda" }).click();
    await expect(page).toHaveURL(new RegExp(`//${slug}\\.localhost`));
    owner.host = new URL(page.url()).origin;
    await page.goto(owner.host);
    await expect(page).toHaveTitle(new RegExp(shop));
    await expect(page.getByText("Estamos preparando la vitrina. Vuelve pronto.")).toBeVisible();
  });

  await test.step("The owner signs in and every empty page says what it is for", async () => {
    await signIn(page, owner);
    await expect(page).toHaveURL(`${owner.host}/admin`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Nora");
    await expect(page.getByText("Aquí verás tus ventas")).toBeVisible();
    const sections = page.getByRole("navigation", { name: "Secciones de administración" });
    await sections.getByRole("link", { name: "Pedidos" }).click();
    await expect(page.getByText("Todavía no hay pedidos")).toBeVisible();
    await sections.getByRole("link", { name: "Clientes" }).click();
    await expect(page.getByText("Aparecerán cuando creen su cuenta o hagan un pedido.")).toBeVisible();
    await sections.getByRole("link", { name: "Categorías" }).click();
    await expect(page.getByText("Todavía no tienes categorías")).toBeVisible();
    await page.goto(`${owner.host}/admin/shipping`);
    await expect(page.getByText("Todavía no haces envíos")).toBeVisible();
    await sections.getByRole("link", { name: "Productos" }).click();
    await expect(page.getByText("con un nombre y un precio basta para empezar")).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Crear producto" }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Crear producto");
  });

  await test.step("Nobody else's password opens it, and its owner is nobody elsewhere", async () => {
    const elsewhere = await otherDevice(browser);
    await elsewhere.goto(`${hosts.demo}/login`);
    await elsewhere.getByLabel("Correo").fill(owner.email);
    await elsewhere.getByLabel("Contraseña").fill(owner.password);
    await elsewhere.getByRole("button", { name: "Entrar", exact: true }).click();
    await expect(elsewhere.getByRole("alert")).toContainText("no son correctos");
  });
});
