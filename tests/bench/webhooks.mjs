// Events of one shop, told to several addresses while one of them hangs.
//   node webhooks.mjs HOST:PORT HOST EMAIL PASSWORD RATE SECONDS DATABASE
// So many deliveries a second (RATE) to four addresses that answer at once: each event is a change of stock, made in the database as
// the program makes it. First with these alone, then with a fifth that takes every call and never answers. Prints for each how
// long after its commit each delivery came, and how many came twice or never. Fails when one is lost, when fewer come than are
// made, or when the hanging one delays the others.
import { execFileSync } from "node:child_process";
import http from "node:http";

const [address, host, email, password, rate, seconds, database] = process.argv.slice(2);
const [hostname, port] = address.split(":");
const FAST = 4;
const PATIENCE = 60_000;
const each = Math.round(rate / FAST);
let token = "";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const sql = (text) =>
  execFileSync("psql", ["--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", database, "--command", text], { encoding: "utf8" }).trim();

// `fetch` lets nobody choose the Host header.
function json(method, path, body) {
  const sent = Buffer.from(JSON.stringify(body ?? null));
  const headers = { host, "content-type": "application/json", "content-length": sent.length, ...(token && { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        response.statusCode < 300 ? resolve(text && JSON.parse(text)) : reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
      });
    });
    request.on("error", reject);
    request.end(sent);
  });
}

/** Takes every call, and notes when it came. */
function receiver(answers) {
  const heard = [];
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      heard.push({ id: request.headers["webhook-id"], at: Date.now(), made: Date.parse(JSON.parse(Buffer.concat(parts)).timestamp) });
      if (answers) response.end("ok");
    });
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve({ heard, url: `http://127.0.0.1:${server.address().port}/`, close: () => (server.closeAllConnections(), server.close()) })),
  );
}

const tenant = () => sql(`select tenant_id from tenant_host where host = '${host}'`);
/** One commit, in which so many variants change, under the role and with the words of the program. */
const change = (whose, count) =>
  sql(`begin; set local role vitrina_app; set local app.tenant_id = '${whose}'; set local app.cause = 'other|system||||bench|${Date.now()}';
    update stock set on_hand = on_hand + 1, updated_at = now() where variant_id in (select variant_id from stock order by updated_at, variant_id limit ${count}); commit`);

async function run(label, receivers, whose) {
  for (const one of receivers) one.heard.length = 0;
  const from = Date.now();
  for (let n = 0; n < seconds; n++) {
    change(whose, each);
    await pause(Math.max(0, from + (n + 1) * 1000 - Date.now()));
  }
  const wanted = each * seconds;
  const unique = (one) => new Set(one.heard.map(({ id }) => id)).size;
  while (receivers.some((one) => unique(one) < wanted) && Date.now() < from + seconds * 1000 + PATIENCE) await pause(20);
  const last = Math.max(...receivers.flatMap((one) => one.heard.map(({ at }) => at)));
  const after = receivers.flatMap((one) => one.heard.map(({ at, made }) => (at - made) / 1000)).sort((one, next) => one - next);
  const of = (part) => after[Math.min(after.length - 1, Math.floor(after.length * part))];
  const result = {
    label,
    deliveries: after.length,
    rate: Math.round(after.length / ((last - from) / 1000)),
    median_s: of(0.5),
    p99_s: of(0.99),
    last_s: after.at(-1),
    twice: receivers.reduce((sum, one) => sum + one.heard.length - unique(one), 0),
    lost: receivers.reduce((sum, one) => sum + wanted - unique(one), 0),
  };
  console.log(JSON.stringify(result));
  return result;
}

token = (await json("POST", "/api/v1/auth/login", { email, password })).access_token;
const whose = tenant();
const tell = (url) => json("POST", "/api/v1/admin/webhooks", { url, events: ["stock.updated"] });
const fast = await Promise.all(Array.from({ length: FAST }, () => receiver(true)));
for (const one of fast) await tell(one.url);
const alone = await run("alone", fast, whose);
const hanging = await receiver(false);
await tell(hanging.url);
const beside = await run("one hangs", fast, whose);
console.log(JSON.stringify({ label: "the one that hangs", calls: hanging.heard.length }));
for (const one of [...fast, hanging]) one.close();
if (alone.lost + beside.lost > 0) throw new Error("deliveries were lost");
if (beside.rate < rate * 0.9) throw new Error(`only ${beside.rate} a second came`);
if (beside.p99_s > alone.p99_s + 2) throw new Error("the one that hangs delays the others");
