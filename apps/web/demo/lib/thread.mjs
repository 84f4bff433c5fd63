// Embroidery: every motif is a few filled outlines with a satin-stitch sheen over them.
import { dark, light } from './svg.mjs';

const petal = 'M0 -.14C.5 -.34 .46 -1 0 -1C-.46 -1 -.5 -.34 0 -.14Z';
const leaf = 'M0 0C-.4 -.22 -.44 -.72 0 -1C.44 -.72 .4 -.22 0 0Z';
const turn = (degrees, x = 0, y = 0, s = 1) => ({ transform: `translate(${x} ${y}) rotate(${degrees}) scale(${s})` });

/** Each motif lists [outline, index of the thread's colour, extra]. */
const motifs = {
  flower: [
    ['M-.06 .1C0 .6 .1 .9 .3 1.3L.42 1.24C.2 .9 .12 .5 .08 .1Z', 1],
    [leaf, 1, turn(62, 0.14, 0.86, 0.6)], [leaf, 1, turn(-58, 0.08, 0.72, 0.56)],
    ...[0, 72, 144, 216, 288].map((a) => [petal, 0, turn(a)]),
    ['M0 -.24A.24 .24 0 1 0 .01 -.24Z', 2],
  ],
  bird: [
    ['M-.1 -.1C-.5 -.7 -.95 -1 -1.35 -1.02C-1.1 -.5 -.7 .1 -.2 .22Z', 1],
    ['M.02 -.16C-.1 -.8 -.42 -1.2 -.76 -1.42C-.8 -.9 -.6 -.3 -.16 .1Z', 0],
    ['M.72 -.52C.5 -.76 .2 -.64 .08 -.34C-.04 .04 -.3 .4 -.74 .7C-.3 .8 .16 .62 .36 .26C.5 .02 .6 -.16 .72 -.52Z', 0],
    ['M-.5 .48C-.7 .8 -.9 1.1 -1.2 1.28C-.8 1.3 -.4 1.04 -.2 .68Z', 1],
    ['M.44 -.12C.28 -.02 .2 .24 .06 .4C.3 .42 .48 .1 .56 -.1Z', 2],
    ['M.66 -.58L1.5 -.82L.74 -.44Z', 3],
    ['M.5 -.56A.06 .06 0 1 0 .51 -.56Z', 4],
  ],
  mountain: [
    ['M.5 -1A.34 .34 0 1 0 .51 -1Z', 2],
    ['M-1.3 .7L-.42 -.7L.1 .06L.42 -.34L1.3 .7Z', 0],
    ['M-.42 -.7L-.68 -.28L-.5 -.36L-.38 -.2L-.26 -.34L-.14 -.28Z', 3],
    ['M-1.3 .8C-.6 .66 .6 .66 1.3 .8V.92C.6 .8 -.6 .8 -1.3 .92Z', 1],
  ],
  coffee: [
    ['M-.9 -.2H.62V.3C.62 .7 .3 .9 -.14 .9S-.9 .7 -.9 .3Z', 0],
    ['M.62 -.06C1.2 -.14 1.2 .56 .54 .5L.58 .36C.96 .38 .96 .06 .62 .1Z', 0],
    ['M-1.1 .98H.84L.7 1.12H-.96Z', 1],
    ['M-.5 -.36C-.66 -.6 -.3 -.76 -.46 -1.06C-.2 -.8 -.5 -.6 -.38 -.36Z', 2], ['M0 -.36C-.16 -.62 .2 -.8 .04 -1.14C.32 -.84 0 -.6 .12 -.36Z', 2],
  ],
  heart: [['M0 .9C-1.3 .1 -1.1 -.86 -.5 -.86C-.2 -.86 -.06 -.66 0 -.5C.06 -.66 .2 -.86 .5 -.86C1.1 -.86 1.3 .1 0 .9Z', 0]],
  shield: [
    ['M0 -1.1L.9 -.86V-.06C.9 .56 .5 .96 0 1.16C-.5 .96 -.9 .56 -.9 -.06V-.86Z', 0],
    ['M0 -.9L.72 -.7V-.06C.72 .46 .4 .8 0 .96Z', 1],
    ['M0 -.56L.14 -.18L.52 -.16L.22 .08L.32 .46L0 .24L-.32 .46L-.22 .08L-.52 -.16L-.14 -.18Z', 2],
  ],
  star: [['M0 -1L.26 -.34L.96 -.3L.42 .14L.6 .82L0 .44L-.6 .82L-.42 .14L-.96 -.3L-.26 -.34Z', 0]],
  cross: [['M-.3 -.9H.3V-.3H.9V.3H.3V.9H-.3V.3H-.9V-.3H-.3Z', 0]],
  spoon: [
    ['M-.5 1L.26 -.3L.38 -.22L-.36 1.06Z', 0], ['M.2 -.5C.2 -.9 .56 -1.1 .74 -.98C.92 -.86 .84 -.46 .5 -.28C.34 -.2 .2 -.3 .2 -.5Z', 0],
    ['M.5 1L-.28 -.34L-.16 -.42L.62 .94Z', 1], ['M-.62 -.96L-.54 -1L-.3 -.56L-.22 -.62L-.46 -1.04L-.36 -1.08L-.1 -.6C-.02 -.4 -.16 -.26 -.3 -.28C-.44 -.3 -.5 -.44 -.5 -.5Z', 1],
  ],
  paw: [['M0 0C.5 0 .8 .5 .62 .76C.44 1 .2 .82 0 .82S-.44 1 -.62 .76C-.8 .5 -.5 0 0 0Z', 0],
    ['M-.84 -.4A.2 .3 0 1 0 -.83 -.4Z', 0], ['M.84 -.4A.2 .3 0 1 0 .85 -.4Z', 0], ['M-.32 -.9A.22 .34 0 1 0 -.31 -.9Z', 0], ['M.32 -.9A.22 .34 0 1 0 .33 -.9Z', 0]],
  sun: [['M0 -.5A.5 .5 0 1 0 .01 -.5Z', 0], ...Array.from({ length: 12 }, (_, i) => ['M-.09 -.62L0 -1.05L.09 -.62Z', i % 2 ? 1 : 0, turn(i * 30)])],
  wreath: [...Array.from({ length: 18 }, (_, i) => [leaf, i % 3 ? 0 : 1, { transform: `rotate(${i * 20}) translate(0 -.82) rotate(${i % 2 ? 58 : 118}) scale(.42)` }]),
    ['M-.34 .4V-.4H-.2L0 -.04L.2 -.4H.34V.4H.2V-.12L.04 .16H-.04L-.2 -.12V.4Z', 2]],
  name: [['M-1.5 .1C-1.3 -.5 -1.1 -.6 -1.06 -.3C-1.02 0 -1.2 .3 -1 .3C-.8 .3 -.8 -.2 -.6 -.2C-.44 -.2 -.6 .3 -.4 .3C-.2 .3 -.1 -.6 .1 -.6C.26 -.6 0 .3 .2 .3C.4 .3 .5 -.2 .7 -.2C.86 -.2 .7 .28 .9 .28C1.1 .28 1.2 .1 1.5 -.06', 0, { line: 0.15 }]],
};

/** Embroider `name` at (x, y), about `r` wide each side, with the given threads. */
export function embroider(c, name, x, y, r, colors, angle = 0) {
  const parts = motifs[name];
  const pick = (i) => colors[Math.min(i, colors.length - 1)];
  c.at(x, y, 1, angle, () => {
    for (const [d, i, extra = {}] of parts) {
      const { line, transform = '' } = extra;
      const place = (dy) => ({ transform: `translate(0 ${dy}) scale(${r}) ${transform}` });
      const tone = pick(i);
      if (line) {
        c.stroke(d, dark(tone, 0.7), line, { ...place(r * 0.05 + 1), opacity: 0.35 });
        c.stroke(d, tone, line, place(0));
        c.stroke(d, light(tone, 0.5), line * 0.3, { ...place(-r * 0.02), opacity: 0.7, 'stroke-dasharray': '.05 .07' });
        continue;
      }
      c.path(d, dark(tone, 0.75), { ...place(r * 0.03 + 1), opacity: 0.36 });
      c.path(d, c.lin([[0, light(tone, 0.22)], [0.5, tone], [1, dark(tone, 0.2)]], [0, 0, 1, 1]), place(0));
    }
    sheen(c, parts, r, pick);
  });
}

/** Fine parallel threads over the motif, their direction changing from part to part. */
function sheen(c, parts, r, pick) {
  parts.forEach(([d, i, { line, transform = '' } = {}], index) => {
    if (line) return;
    const unit = 1 / r;
    const tone = pick(i);
    const tile = `<path d="M0 ${unit}H${unit * 5}" stroke="#fff" stroke-width="${unit * 1.1}" opacity=".34"/><path d="M0 ${unit * 3.4}H${unit * 5}" stroke="${dark(tone, 0.75)}" stroke-width="${unit * 1.1}" opacity=".26"/>`;
    c.path(d, c.pattern(unit * 5, tile, 35 + index * 47), { transform: `scale(${r}) ${transform}` });
  });
}
