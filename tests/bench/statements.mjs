// statements.mjs < LOG: what one request asked of PostgreSQL, as a script for pgbench: the same statements, with the
// values that they were given.
const text = await new Response(process.stdin).text();
// An entry begins with the prefix that scripts/bench sets and the number of the process; what follows without one
// belongs to it.
const entries = text
  .split(/^@@@ /m)
  .slice(1)
  .map((entry) => /^(?<pid>\d+) (?<said>[\s\S]*)$/.exec(entry.trim())?.groups)
  .filter(Boolean);
// Others, such as jobs, ask meanwhile.
const caller = entries.find(({ said }) => said.includes("other|anonymous|"))?.pid;
const own = entries.filter(({ pid }) => pid === caller).map(({ said }) => said);
const script = [];
for (const [at, said] of own.entries()) {
  const statement = /^LOG: {2}duration: [\d.]+ ms {2}(?:execute [^:]+|statement): ([\s\S]*)$/.exec(said)?.[1];
  // A new connection learns the types first.
  if (!statement || statement.startsWith("SELECT pg_type.")) continue;
  const given = {};
  const detail = /^DETAIL: {2}parameters: ([\s\S]*)$/.exec(own[at + 1] ?? "")?.[1] ?? "";
  for (const [, number, value] of detail.matchAll(/\$(\d+) = (NULL|'(?:[^']|'')*')/g)) given[number] = value;
  const filled = statement.replace(/\$(\d+)/g, (_, number) => given[number] ?? "NULL");
  script.push(`${filled.replace(/\s+/g, " ").replace(/;\s*$/, "")};`);
}
// Several commands in one message are one round trip there; here prepared statements can only be one when pipelined.
const together = (line) => `\\startpipeline\n${line.replace(/; (?=SET)/g, ";\n")}\n\\endpipeline`;
console.log(script.join("\n").replace(/^BEGIN; .*;$/gm, together));
