// table.mjs RESULTS [LABEL]: measurements as a table in Markdown, the last of each kind.
import { readFileSync } from "node:fs";

const [file, label] = process.argv.slice(2);
const rows = new Map();
for (const line of readFileSync(file, "utf8").trim().split("\n")) {
  const row = JSON.parse(line);
  if (row.per_second === undefined || (label && !row.label.startsWith(label))) continue;
  rows.set([row.label, row.scenario, row.connections, row.offered !== null].join(" "), row);
}
const cells = (row) => [
  row.label,
  row.scenario,
  row.offered === null ? row.connections : `${Math.round(row.offered)}/s`,
  row.per_second,
  row.p50_ms ?? "–",
  row.p95_ms ?? "–",
  row.p99_ms ?? "–",
  row.errors,
  row.server_cpu_ms,
  row.postgres_cpu_ms,
  row.server_mb,
];
const head = ["what", "scenario", "connections", "per second", "p50 ms", "p95 ms", "p99 ms", "errors", "CPU ms, server", "CPU ms, PostgreSQL", "memory MB"];
const line = (values) => `| ${values.join(" | ")} |`;
console.log([line(head), line(head.map(() => "---")), ...[...rows.values()].map((row) => line(cells(row)))].join("\n"));
