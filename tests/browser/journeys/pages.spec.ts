// Every page, by day and by night, on a phone and on a desktop, in both languages. Pictures: test-results/screens/.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import {
  type Login,
  expect,
  expectAccessible,
  expectGoodLooking,
  fillCart,
  giveAddress,
  giveContact,
  hosts,
  logins,
  newPerson,
  otherDevice,
  placeOrder,
  register,
  signIn,
  test,
} from "../fixtures.ts";
import { rawKeys } from "../words.ts";

/** Where to, or how to get to an address that nobody can know beforehand. `status` when it is not 200. */
type Stop = { to: string | ((page: Page) => Promise<string>); status?: number };

/** The first link of a page's main part that matches. */
const linkOn = (path: string, link: string) => async (page: Page) => {
  await page.goto(path);
  return (await page.locator(`main ${link}`).first().getAttribute("href")) ?? "";
};

/** The log of changes, with something in it. */
const afterAChange = async (page: Page) => {
  await page.goto("/admin/search-words");
  const words = page.locator('textarea[name="synonyms"]');
  await words.fill(`${await words.inputValue()}\nbálsamo, acondicionador`);
  await page.locator("main form").getByRole("button", { name: "Guardar" }).click();
  return "/admin/audit";
};

const anybody: Record<string, Stop> = {
  home: { to: "/" },
  products: { to: "/products" },
  "products-filtered": { to: "/products?sort=price_asc&in_stock=true&page=2" },
  category: { to: "/c/cabello" },
  search: { to: "/search?q=chanpu" },
  "search-nothing": { to: "/search?q=zzqxw" },
  product: { to: linkOn("/search?q=champu", 'a[href^="/p/"]') },
  "cart-empty": { to: "/cart" },
  login: { to: "/login" },
  register: { to: "/register" },
  "forgot-password": { to: "/forgot-password" },
  "reset-password-expired": { to: "/reset-password?token=nope" },
  "verify-email": { to: "/verify-email?token=nope" },
  "find-order": { to: "/orders/find" },
  book: { to: "/reservar" },
  "book-service": { to: "/reservar/limpieza-facial" },
  "book-wait": { to: "/reservar/manicure/espera" },
  "not-found": { to: "/no-existe", status: 404 },
  "api-docs": { to: "/api/docs" },
};

/** With a cart and an order of their own. */
const guests: Record<string, Stop> = {
  cart: { to: "/cart" },
  checkout: { to: "/checkout" },
};

const customers: Record<string, Stop> = {
  account: { to: "/account" },
  "account-bookings": { to: "/account/bookings" },
  "account-sessions": { to: "/account/sessions" },
  "account-security": { to: "/account/security" },
  "account-cards": { to: "/account/cards" },
  "account-orders": { to: "/account/orders" },
  "account-order": { to: linkOn("/account/orders", 'a[href^="/orders/"]') },
  cart: { to: "/cart" },
};

const owners: Record<string, Stop> = {
  dashboard: { to: "/admin" },
  orders: { to: "/admin/orders" },
  "orders-none-found": { to: "/admin/orders?q=zzqxw" },
  order: { to: linkOn("/admin/orders", 'a.row-link[href^="/admin/orders/"]') },
  "order-to-prepare": { to: linkOn("/admin/orders?tab=to_prepare", 'a.row-link[href^="/admin/orders/"]') },
  "order-print": { to: async (page) => `${await linkOn("/admin/orders", 'a.row-link[href^="/admin/orders/"]')(page)}/print` },
  calendar: { to: "/admin/calendar" },
  "calendar-week": { to: "/admin/calendar?view=week" },
  bookings: { to: "/admin/bookings" },
  "booking-new": { to: "/admin/bookings/new" },
  "booking-why": { to: "/admin/bookings/why" },
  services: { to: "/admin/services" },
  "service-new": { to: "/admin/services/new" },
  resources: { to: "/admin/resources" },
  "resource-new": { to: "/admin/resources/new" },
  "time-off": { to: "/admin/time-off" },
  waitlist: { to: "/admin/waitlist" },
  "calendar-feeds": { to: "/admin/calendar/feeds" },
  "calendar-widget": { to: "/admin/calendar/widget" },
  "calendars-outside": { to: "/admin/calendars" },
  "calendars-outside-server": { to: linkOn("/admin/calendars", 'a[href^="/admin/calendars/server"]') },
  "calendars-outside-feed": { to: linkOn("/admin/calendars", 'a[href^="/admin/calendars/feed"]') },
  products: { to: "/admin/products" },
  "product-new": { to: "/admin/products/new" },
  product: { to: linkOn("/admin/products?q=champu", 'td a[href^="/admin/products/"]') },
  "product-grid": { to: "/admin/products/grid?q=champu" },
  "products-import": { to: "/admin/products/import" },
  "search-words": { to: "/admin/search-words" },
  inventory: { to: "/admin/inventory" },
  promotions: { to: "/admin/promotions" },
  "promotion-new": { to: "/admin/promotions/new" },
  "customer-groups": { to: "/admin/customer-groups" },
  categories: { to: "/admin/categories" },
  "category-new": { to: "/admin/categories/new" },
  category: { to: linkOn("/admin/categories", 'a[href^="/admin/categories/"]:not([href$="/new"])') },
  customers: { to: "/admin/customers" },
  customer: { to: linkOn("/admin/customers", 'a.row-link[href^="/admin/customers/"]') },
  people: { to: "/admin/people" },
  invite: { to: "/admin/people/new" },
  person: { to: linkOn("/admin/people", 'a.row-link[href^="/admin/people/"]:not(:text("Aurora"))') },
  settings: { to: "/admin/settings" },
  shipping: { to: "/admin/shipping" },
  "zone-new": { to: "/admin/shipping/zones/new" },
  zone: { to: linkOn("/admin/shipping", 'a[href^="/admin/shipping/zones/"]:not([href$="/new"])') },
  payments: { to: "/admin/payments" },
  "payments-events": { to: "/admin/payments/events" },
  "payments-stripe": { to: "/admin/payments/stripe" },
  money: { to: "/admin/money" },
  ledger: { to: "/admin/ledger" },
  notices: { to: "/admin/notices" },
  reminders: { to: "/admin/reminders" },
  "messages-quiet": { to: "/admin/messages/quiet" },
  plan: { to: "/admin/plan" },
  "plan-leave": { to: "/admin/plan/leave" },
  guide: { to: "/admin/guide" },
  "message-texts": { to: "/admin/messages" },
  schedules: { to: "/admin/schedules" },
  integrations: { to: "/admin/integrations" },
  "integrations-key-new": { to: "/admin/integrations/keys/new" },
  "integrations-webhook-new": { to: "/admin/integrations/webhooks/new" },
  jobs: { to: "/admin/jobs" },
  audit: { to: afterAChange },
  security: { to: "/admin/security" },
  mailbox: { to: "/dev/mailbox" },
};

const atThePlatform: Record<string, Stop> = { login: { to: "/login" }, signup: { to: "/signup" } };

type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Somebody prepares once for all of their pages: the tests of this worker share their cookies. */
function once(prepare: (page: Page) => Promise<void>): (browser: Browser) => Promise<Cookies> {
  let ready: Promise<Cookies> | undefined;
  return (browser) =>
    (ready ??= (async () => {
      const page = await otherDevice(browser, 1280);
      await prepare(page);
      const cookies = await page.context().storageState();
      await page.context().close();
      return cookies;
    })());
}

const signedIn = (who: Login) => once((page) => signIn(page, who));

const asGuest = once(async (page) => {
  await fillCart(page, "champú");
});

const asCustomer = once(async (page) => {
  const person = newPerson("Clara Páginas");
  await register(page, person);
  await fillCart(page, "aceite");
  await page.goto(`${hosts.demo}/checkout`);
  await giveContact(page, person);
  await giveAddress(page, "Antioquia", "Medellín");
  await placeOrder(page);
  await fillCart(page, "champú");
});

function tour(who: string, host: string, stops: Record<string, Stop>, prepare?: (browser: Browser) => Promise<Cookies>): void {
  test.describe(who, () => {
    for (const [name, { to, status = 200 }] of Object.entries(stops)) {
      test(name, async ({ browser }) => {
        test.setTimeout(120_000);
        const known: BrowserContextOptions = prepare ? { storageState: await prepare(browser) } : {};
        const page = await otherDevice(browser, 1280, { baseURL: host, ...known });
        const path = typeof to === "string" ? to : await to(page);
        const complaints: string[] = [];
        page.on("console", (message) => {
          if (message.type() === "error" && status === 200) complaints.push(message.text());
        });

        for (const [locale, lang] of [
          ["es-CO", "es"],
          ["en", "en"],
        ] as const) {
          await page.context().addCookies([{ name: "lang", value: locale, url: host }]);
          expect((await page.goto(path))?.status(), path).toBe(status);
          expect(page.url(), "nobody was sent elsewhere").toBe(new URL(path, host).href);
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${lang}`));
          expect.soft(await rawKeys(page), `keys instead of words on ${path} (${lang})`).toEqual([]);
          if (lang === "es") await expectGoodLooking(page, `${who}-${name}`);
        }
        expect(complaints, "what the console said").toEqual([]);
      });
    }
  });
}

test.describe.configure({ mode: "parallel" });

tour("anybody", hosts.demo, anybody);
tour("guest", hosts.demo, guests, asGuest);
tour("customer", hosts.demo, customers, asCustomer);
tour("owner", hosts.demo, owners, signedIn(logins.owner));
tour("platform", hosts.platform, atThePlatform);
tour("other-shop", hosts.bordados, { home: { to: "/" }, products: { to: "/products" } });

test("what opens on a page can be read by everybody too", async ({ browser }) => {
  test.setTimeout(120_000);
  const state = await signedIn(logins.owner)(browser);
  const phone = await otherDevice(browser, 390, { storageState: state });
  const desk = await otherDevice(browser, 1280, { storageState: state });

  await phone.goto(`${hosts.demo}/products`);
  await phone.getByRole("banner").getByRole("button", { name: "Menú" }).click();
  await expect(phone.getByRole("navigation", { name: "Menú" })).toBeVisible();
  await expectAccessible(phone, "menu");
  await phone.getByRole("button", { name: "Cerrar" }).click();
  await phone.getByText("Filtrar").click();
  await expect(phone.getByRole("button", { name: "Ver resultados" })).toBeVisible();
  await expectAccessible(phone, "filters");
  await phone.getByPlaceholder("¿Qué estás buscando?").pressSequentially("cham");
  await expect(phone.getByRole("option").first()).toBeVisible();
  await expectAccessible(phone, "suggestions");

  await desk.goto(`${hosts.demo}/admin`);
  await desk.keyboard.press("Control+k");
  await expect(desk.getByRole("dialog")).toBeVisible();
  await expectAccessible(desk, "palette");
  await desk.keyboard.type("pedi");
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(/\/admin\/orders/);
  await desk.getByRole("banner").getByRole("button", { name: "Mi cuenta" }).click();
  await expect(desk.getByRole("button", { name: "Salir" })).toBeVisible();
  await expectAccessible(desk, "account menu");
});

test("theme and language stay as they were chosen", async ({ browser }) => {
  const page = await otherDevice(browser, 1280);
  await page.goto(hosts.demo);
  const background = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const day = await background();
  await page.getByRole("banner").getByRole("button", { name: "Cambiar entre tema claro y oscuro" }).click();
  await expect.poll(background).not.toBe(day);
  await page.getByRole("banner").getByRole("button", { name: "View in English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goto(`${hosts.demo}/products`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("All products");
  expect(await background()).not.toBe(day);
  await expectAccessible(page, "at night, by choice");
});
