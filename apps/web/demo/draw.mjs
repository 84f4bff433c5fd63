// Draws the pictures of the demo shops: `npm run draw` writes WebP files beside the demo data.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { FLOOR, decor, stage } from './lib/stage.mjs';
import * as shapes from './shapes/index.mjs';
import { scenes } from './scenes/index.mjs';
import { rest } from './lib/rest.mjs';
import { logos } from './lib/logos.mjs';

const out = fileURLToPath(new URL('../../vitrina/demo/pictures/', import.meta.url));
const LIMIT = 12 * 1024;
const only = process.argv.slice(2);

/** An item is [kind, options, place]; kinds with a dot are decorations. */
function put(c, [kind, options = {}, place = {}]) {
  const [top = FLOOR, size = 1.18] = rest[kind] ?? [];
  const { x = 400, y = top, scale = size, turn = 0 } = place;
  const draw = kind.startsWith('.') ? decor[kind.slice(1)] : shapes[kind];
  if (!draw) throw new Error(`no shape called ${kind}`);
  c.at(x, y, scale, turn, () => draw(c, options));
}

async function paint(name, { tint, items }) {
  const svg = stage(tint, (c) => items.forEach((item) => put(c, item))).toString();
  const image = sharp(await sharp(Buffer.from(svg)).resize(800, 800).removeAlpha().png().toBuffer());
  let picture;
  for (const quality of [80, 74, 68, 60, 52]) {
    picture = await image.clone().webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (picture.length <= LIMIT) break;
  }
  await writeFile(`${out}${name}.webp`, picture);
  return picture.length;
}

await mkdir(out, { recursive: true });
let [count, total] = [0, 0];
for (const [name, scene] of Object.entries(scenes)) {
  if (only.length && !only.some((part) => name.includes(part))) continue;
  total += await paint(name, scene);
  count += 1;
}
for (const [name, draw] of Object.entries(logos)) {
  if (only.length && !only.some((part) => name.includes(part))) continue;
  await sharp(Buffer.from(draw())).resize(512, 512).webp({ quality: 86, alphaQuality: 90, effort: 6 }).toFile(`${out}${name}.webp`);
}
console.log(`${count} pictures, ${Math.round(total / 1024)} kB`);
