// So many people ask for one time at the same moment, on connections that are open already.
//   node stampede.mjs HOST:PORT SHOP-HOST PEOPLE START
// Prints how many got it, what the others were told, and how long the last one waited.
import net from "node:net";

const [address, host, people, start] = process.argv.slice(2);
const [ip, port] = address.split(":");
const body = (n) =>
  JSON.stringify({
    service_id: "00000000-0000-7000-8000-000000000202",
    resource_id: "00000000-0000-7000-8000-000000000111",
    start,
    customer: { name: "Cliente", email: `cliente-${n}@bench.test` },
  });
const request = (n) => {
  const text = body(n);
  return `POST /api/v1/bookings HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nIdempotency-Key: ${start}-${n}\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
};

const sockets = await Promise.all(
  Array.from({ length: Number(people) }, () => new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), ip, () => resolve(socket));
    socket.once("error", reject).setNoDelay(true);
  })),
);
const begun = performance.now();
const answers = await Promise.all(
  sockets.map((socket, n) => new Promise((resolve) => {
    socket.once("data", (data) => {
      const text = data.toString();
      resolve({ status: text.slice(9, 12), code: /"code":"([a-z_]+)"/.exec(text)?.[1], ms: performance.now() - begun });
      socket.destroy();
    });
    socket.write(request(n));
  })),
);
const tally = {};
for (const { status, code } of answers) {
  const name = status === "201" ? "201" : `${status} ${code}`;
  tally[name] = (tally[name] ?? 0) + 1;
}
console.log(JSON.stringify({ people: answers.length, tally, last_ms: Math.round(Math.max(...answers.map(({ ms }) => ms))) }));
