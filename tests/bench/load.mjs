// load.mjs ADDRESS HOST EMAIL PASSWORD: puts the catalogue into one shop through its API, as its owner would.
import { catalog } from "./catalog.mjs";

import http from "node:http";

const [address, host, email, password] = process.argv.slice(2);
const [hostname, port] = address.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
let token = "";

// `fetch` lets nobody choose the Host header.
function ask(method, path, body) {
  const sent = JSON.stringify(body);
  const headers = { host, "content-type": "application/json", "content-length": Buffer.byteLength(sent), ...(token && { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, agent, method, path, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        response.statusCode < 300 ? resolve(text ? JSON.parse(text) : null) : reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
      });
    });
    request.on("error", reject);
    request.end(sent);
  });
}

async function all(items, work) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = waiting.shift(); item; item = waiting.shift()) await work(item);
    }),
  );
}

token = (await ask("POST", "/api/v1/auth/login", { email, password })).access_token;
const products = catalog();
const named = async (path, names) => {
  const ids = {};
  for (const name of new Set(names)) ids[name] = (await ask("POST", path, { name })).id;
  return ids;
};
const categories = await named("/api/v1/categories", products.map((p) => p.category));
const brands = await named("/api/v1/brands", products.map((p) => p.brand));

await all(products, async (p) => {
  const forms = p.sizes.length
    ? { options: [{ name: "Size", choices: p.sizes }], variants: p.sizes.map((size) => ({ options: [size], price: p.price, sku: `SKU-${p.number}-${size}` })) }
    : { price: p.price, sku: `SKU-${p.number}` };
  const made = await ask("POST", "/api/v1/products", {
    name: p.name,
    slug: p.slug,
    description: p.description,
    category_id: categories[p.category],
    brand_id: brands[p.brand],
    tags: [p.colour],
    status: "active",
    ...forms,
  });
  for (const variant of made.variants) await ask("PUT", `/api/v1/admin/inventory/${variant.id}`, { on_hand: 1000000 });
});
agent.destroy();
