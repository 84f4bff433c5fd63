// Reminders of many shops, all due in one minute, sent by two replicas of which the first is killed in the middle.
//   node reminders.mjs HOST:PORT DOMAIN SHOPS DATABASE SMTP-PORT PID
// Books five appointments at each shop through the API, lets all of their reminders be due at the next full minute, and kills
// the process when half of them have arrived. Prints how long after that minute the first, the middle and the last came, how
// many came twice and how many never.
import { execFileSync } from "node:child_process";
import http from "node:http";

import { sink } from "./sink.mjs";

const [address, domain, shops, database, smtpPort, pid] = process.argv.slice(2);
const [hostname, port] = address.split(":");
const EACH = 5;
const PATIENCE = 180_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
const start = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3 * 86_400_000).toISOString();

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const sql = (text) =>
  execFileSync("psql", ["--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", database, "--command", text], { encoding: "utf8" }).trim();

function book(shop, n) {
  const body = JSON.stringify({
    service_id: "00000000-0000-7000-8000-000000000401",
    start,
    customer: { name: `Cliente ${n}`, email: `cliente-${shop}-${n}@bench.test` },
  });
  const headers = {
    host: `bench-${shop}.${domain}`,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "idempotency-key": `${start}-${n}`,
  };
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, agent, method: "POST", path: "/api/v1/bookings", headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => (response.statusCode === 201 ? resolve() : reject(new Error(`${response.statusCode} ${Buffer.concat(parts)}`))));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function fill() {
  const waiting = Array.from({ length: shops * EACH }, (_, at) => [1 + (at % shops), Math.floor(at / shops)]);
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await book(...one);
    }),
  );
  while (sql("select count(*) from job where status in ('waiting', 'running') and run_at <= now()") !== "0") await pause(500);
}

const { taken, close } = await sink(Number(smtpPort));
await fill();
const due = Math.ceil((Date.now() + 10_000) / 60_000) * 60_000;
const wanted = Number(sql(`update reminder set due_at = to_timestamp(${due / 1000}) where status = 'due'; select count(*) from reminder where status = 'due'`));
taken.length = 0;

while (taken.length < wanted / 2 && Date.now() < due + PATIENCE) await pause(10);
const killed = Date.now();
process.kill(Number(pid), "SIGKILL");
const unique = () => new Set(taken.map(({ id }) => id)).size;
let seen = -1;
while (unique() < wanted && Date.now() < due + PATIENCE) await pause(50);
// Whatever the dead one held comes again when its lease has ended.
while (seen !== taken.length) {
  seen = taken.length;
  await pause(30_000);
}
const written = new Set(sql("select message_id from message where purpose like 'booking.reminder%'").split("\n"));
const first = new Map();
for (const { id, at } of taken) if (written.has(id) && !first.has(id)) first.set(id, at);
const after = [...first.values()].map((at) => (at - due) / 1000).sort((one, next) => one - next);
console.log(
  JSON.stringify({
    reminders: wanted,
    shops: Number(shops),
    first_s: after[0],
    half_s: after[Math.floor(after.length / 2)],
    last_s: after.at(-1),
    killed_s: (killed - due) / 1000,
    twice: taken.filter(({ id }) => written.has(id)).length - first.size,
    lost: wanted - first.size,
    strangers: taken.filter(({ id }) => !written.has(id)).length,
    standing: sql("select string_agg(concat_ws(' ', status, n), ', ') from (select status, count(*) n from reminder group by 1) one"),
  }),
);
close();
agent.destroy();
