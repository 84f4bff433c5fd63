// A file of products, looked at, applied, looked at again and taken along.
//   node import.mjs HOST:PORT HOST EMAIL PASSWORD ROWS PID
// Prints for each step how long it took, and the most memory that the process of the server ever held (VmHWM).
import { readFileSync } from "node:fs";
import http from "node:http";

const [address, host, email, password, rows, pid] = process.argv.slice(2);
const [hostname, port] = address.split(":");
const MARK = "----vitrina-bench";
let token = "";

// `fetch` lets nobody choose the Host header.
function ask(method, path, type, sent) {
  const headers = { host, "content-type": type, "content-length": sent.length, ...(token && { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        response.statusCode < 300 ? resolve(text) : reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
      });
    });
    request.on("error", reject);
    request.end(sent);
  });
}

const json = async (method, path, body) => JSON.parse(await ask(method, path, "application/json", Buffer.from(JSON.stringify(body ?? null))));

function file() {
  const lines = ["enlace,nombre,descripción,categoría,marca,estado,etiquetas,código,precio,existencias"];
  for (let n = 1; n <= rows; n++) {
    const text = `Producto ${n} de la prueba, con un texto de una línea como los que escriben las tiendas.`;
    lines.push(`traido-${n},Producto traído ${n},"${text}",Traídos > Grupo ${n % 40},Marca ${n % 60},activo,"uno, dos",TRA-${n},${1000 + n},${n % 50}`);
  }
  return Buffer.from(lines.join("\n"));
}

async function look(bytes) {
  const head = `--${MARK}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${MARK}--\r\n`)]);
  return JSON.parse(await ask("POST", "/api/v1/admin/products/imports", `multipart/form-data; boundary=${MARK}`, body));
}

async function apply(id) {
  const path = `/api/v1/admin/products/imports/${id}`;
  await json("POST", `${path}/apply`);
  for (;;) {
    const { status, problem } = await json("GET", path);
    if (status === "done") return;
    if (status === "failed") throw new Error(`not applied: ${problem}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function timed(name, work) {
  const from = performance.now();
  const made = await work();
  const peak = Math.round(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1] / 1024);
  console.log(`${name}: ${((performance.now() - from) / 1000).toFixed(1)} s, at most ${peak} MB so far`);
  return made;
}

token = (await json("POST", "/api/v1/auth/login", { email, password })).access_token;
const bytes = file();
console.log(`${rows} rows, ${(bytes.length / 1024 / 1024).toFixed(1)} MB`);
const first = await timed("looked at", () => look(bytes));
if (first.fault_count > 0) throw new Error(`${first.fault_count} faults`);
await timed("applied", () => apply(first.id));
const again = await timed("looked at again", () => look(bytes));
if (again.products_same !== Number(rows)) throw new Error(`a second time ${JSON.stringify(again)}`);
await timed("taken along", () => ask("GET", "/api/v1/admin/products/export", "text/plain", Buffer.alloc(0)));
