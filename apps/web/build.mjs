// Builds everything the browser loads into dist/: content-hashed files, each with .br and .gz, and manifest.json.
// Usage: node build.mjs [--watch]
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const libs = join(here, "../../libs");
const dist = join(here, "dist");
const modules = join(here, "node_modules");

// Brotli bytes a visitor may be charged for. A build over budget fails, so nobody has to notice by hand.
const budgets = {
  "shop.js": 20_000,
  "admin.js": 24_000,
  "calendar.js": 4_000,
  "passkeys.js": 2_000,
  "pay.js": 2_000,
  "booking.js": 2_000,
  "widget.js": 1_000,
  "push-worker.js": 1_000,
  // In one burst with its headers: see src/shop.css.
  "shop.css": 13_500,
  "app.css": 15_000,
  "agenda.css": 5_000,
  "booking.css": 2_000,
};

const manifest = {};

/** Writes one file under its hashed name, with its compressed twins when they help. Returns the brotli size. */
async function emit(name, body) {
  const { name: stem, ext } = parse(name);
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  const file = `${stem}.${hash}${ext}`;
  manifest[name] = file;
  await writeFile(join(dist, file), body);
  if (ext === ".woff2") return body.length; // already brotli inside
  const br = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
  await writeFile(join(dist, `${file}.br`), br);
  await writeFile(join(dist, `${file}.gz`), gzipSync(body, { level: 9 }));
  return br.length;
}

/** Text files under libs/ which may name an icon. */
async function sources() {
  const found = [];
  const visit = async (folder) => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (/\.(html|rs)$/.test(entry.name)) found.push(path);
    }
  };
  for (const lib of await readdir(libs).catch(() => [])) {
    await visit(join(libs, lib, "templates"));
    await visit(join(libs, lib, "src"));
  }
  return found;
}

/** One sprite of the icons named in templates as icon("x"), plus those in src/icons.txt, whose names are chosen at run time. */
async function icons() {
  const names = new Set();
  for (const path of await sources()) {
    if (!path.endsWith(".html")) continue;
    for (const [, name] of (await readFile(path, "utf8")).matchAll(/\bicon\("([a-z0-9-]+)"/g)) names.add(name);
  }
  for (const line of (await readFile(join(here, "src/icons.txt"), "utf8")).split("\n")) {
    const name = line.replace(/#.*/, "").trim();
    if (name) names.add(name);
  }
  const symbols = [];
  for (const name of [...names].sort()) {
    const svg = await readFile(join(modules, "lucide-static/icons", `${name}.svg`), "utf8").catch(() => {
      throw new Error(`no such icon: ${name}`);
    });
    const inner = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s*\n\s*/g, "").trim();
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

/** Tailwind's command line writes the sheet; the font's address is then replaced by its hashed name. */
async function stylesheet(name) {
  const out = join(dist, `${name}.tmp`);
  await run(process.execPath, [join(modules, "@tailwindcss/cli/dist/index.mjs"), "-i", `src/${name}`, "-o", out, "--minify"], { cwd: here });
  const css = await readFile(out, "utf8");
  await rm(out);
  const font = `url(${manifest["inter.woff2"]})`;
  const whole = css.replace(/url\((["']?)\.\/(?:css\/)?inter\.woff2\1\)/g, font);
  if (!whole.includes(font)) throw new Error(`${name} does not name the font`);
  return whole;
}

/** The agenda's sheet, with the places of its grid: a row is five minutes, and a day has 288. */
async function agenda() {
  const places = ["\n"];
  for (let row = 0; row < 288; row++) places.push(`.r${row}{grid-row-start:${row + 1}}`, `.h${row + 1}{grid-row-end:span ${row + 1}}`);
  const css = (await readFile(join(here, "src/agenda.css"), "utf8")) + places.join("");
  return (await esbuild.transform(css, { loader: "css", minify: true, legalComments: "none" })).code;
}

/** Modules for our own pages, sheets that only some of them need, and plain scripts: the one that other sites load, since a
 *  module is not told where it came from, and the worker that takes pushes. */
async function bundles() {
  const ours = ["src/shop.ts", "src/admin.ts", "src/calendar.ts", "src/passkeys.ts", "src/pay.ts", "src/booking.ts", "src/booking.css"];
  const built = await Promise.all([bundle(ours, "esm"), bundle(["src/widget.ts", "src/push-worker.ts"], "iife")]);
  return Object.fromEntries(built.flat());
}

async function bundle(entryPoints, format) {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints,
    outdir: dist,
    bundle: true,
    minify: true,
    format,
    target: ["es2022"],
    legalComments: "none",
    write: false,
  });
  return result.outputFiles.map((f) => [parse(f.path).base, Buffer.from(f.contents)]);
}

async function build() {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const sizes = {};
  const font = await readFile(join(modules, "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"));
  sizes["inter.woff2"] = await emit("inter.woff2", font);
  sizes["icons.svg"] = await emit("icons.svg", Buffer.from(await icons()));
  for (const name of ["shop.css", "app.css"]) sizes[name] = await emit(name, Buffer.from(await stylesheet(name)));
  sizes["agenda.css"] = await emit("agenda.css", Buffer.from(await agenda()));
  for (const [name, body] of Object.entries(await bundles())) sizes[name] = await emit(name, body);
  // Written last: whoever sees a manifest sees a whole build.
  await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  let over = false;
  for (const [name, bytes] of Object.entries(sizes)) {
    const limit = budgets[name];
    over ||= Boolean(limit && bytes > limit);
    console.log(`${name.padEnd(12)} ${String(bytes).padStart(6)} B br${limit ? ` of ${limit}` : ""}${limit && bytes > limit ? "  OVER BUDGET" : ""}`);
  }
  if (over) throw new Error("over budget");
}

if (process.argv.includes("--watch")) {
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => build().catch((error) => console.error(error.message)), 150);
  };
  again();
  for (const folder of [join(here, "src"), libs]) watch(folder, { recursive: true }, again);
} else {
  await build();
}
