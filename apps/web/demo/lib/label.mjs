// Labels with an abstract mark and two quiet lines: no lettering, so no font is needed.
import { dark, luma } from './svg.mjs';
import { INK } from './form.mjs';

const petal = 'M0 -.12C.42 -.3 .4 -1 0 -1C-.4 -1 -.42 -.3 0 -.12Z';

const marks = {
  leaf: (c, ink) => {
    c.path('M0 1C-.75 .55 -.85 -.35 0 -1C.85 -.35 .75 .55 0 1Z', ink);
    c.stroke('M0 1.15V-.55M0 .5L.36 .12M0 .5L-.36 .12M0 0L.3 -.32M0 0L-.3 -.32', '#fff', 0.09, { opacity: 0.75 });
  },
  drop: (c, ink) => {
    c.path('M0 -1C.5 -.3 .78 .02 .78 .36A.78 .68 0 0 1 -.78 .36C-.78 .02 -.5 -.3 0 -1Z', ink);
    c.stroke('M-.42 .36A.44 .4 0 0 0 -.1 .72', '#fff', 0.13, { opacity: 0.7 });
  },
  sun: (c, ink) => {
    c.ellipse(0, 0, 0.46, 0.46, ink);
    for (let i = 0; i < 12; i++) c.stroke('M0 -.66V-.98', ink, 0.11, { transform: `rotate(${i * 30})` });
  },
  moon: (c, ink) => c.path('M.35 -.95A1 1 0 1 0 .9 .55A.82 .82 0 1 1 .35 -.95Z', ink),
  flower: (c, ink) => {
    for (let i = 0; i < 6; i++) c.path(petal, ink, { transform: `rotate(${i * 60})`, opacity: i % 2 ? 0.75 : 1 });
    c.ellipse(0, 0, 0.2, 0.2, '#fff', { opacity: 0.85 });
  },
  star: (c, ink) => c.path('M0 -1C.12 -.25 .25 -.12 1 0C.25 .12 .12 .25 0 1C-.12 .25 -.25 .12 -1 0C-.25 -.12 -.12 -.25 0 -1Z', ink),
  arch: (c, ink) => {
    for (const r of [0.95, 0.62, 0.3]) c.stroke(`M${-r} .8V${0.15}A${r} ${r} 0 0 1 ${r} .15V.8`, ink, 0.13);
  },
  wave: (c, ink) => {
    for (const y of [-0.5, 0, 0.5]) c.stroke(`M-1 ${y}C-.66 ${y - 0.4} -.33 ${y - 0.4} 0 ${y}S.66 ${y + 0.4} 1 ${y}`, ink, 0.14);
  },
  ring: (c, ink) => {
    c.ellipse(0, 0, 0.85, 0.85, 'none', { stroke: ink, 'stroke-width': 0.13 });
    c.path('M0 .55C-.4 .3 -.45 -.2 0 -.55C.45 -.2 .4 .3 0 .55Z', ink);
  },
  mountain: (c, ink) => {
    c.path('M-1 .7L-.3 -.55L.1 .1L.38 -.3L1 .7Z', ink);
    c.ellipse(0.55, -0.65, 0.2, 0.2, ink);
  },
};

export function mark(c, name, x, y, r, ink, turn = 0) {
  c.at(x, y, r, turn, () => marks[name](c, ink));
}

/** Paper label round a turned body; `fill: null` prints straight on the body. */
export function label(c, x, y, w, h, { fill = '#fffcf5', ink = INK, sign = 'leaf', r = 5, lines = true } = {}) {
  if (fill) {
    c.rect(x, y, w, h, r, fill);
    const shade = dark(fill, 0.8);
    c.rect(x, y, w, h, r, c.lin([[0, shade, 0.2], [0.2, '#fff', 0.12], [0.42, shade, 0], [0.72, shade, 0.06], [1, shade, 0.26]]));
    c.rect(x + 7, y + 7, w - 14, h - 14, r - 1, 'none', { stroke: ink, 'stroke-width': 1.2, opacity: 0.28 });
  }
  const cx = x + w / 2;
  const size = Math.min(w * 0.2, h * 0.2);
  mark(c, sign, cx, y + h * (lines ? 0.36 : 0.5), size, ink);
  if (!lines) return;
  const quiet = fill ? 0.75 : 0.9;
  c.rect(cx - w * 0.24, y + h * 0.64, w * 0.48, h * 0.035, 3, ink, { opacity: quiet });
  c.rect(cx - w * 0.16, y + h * 0.725, w * 0.32, h * 0.022, 2, ink, { opacity: quiet * 0.6 });
  c.rect(cx - w * 0.1, y + h * 0.785, w * 0.2, h * 0.022, 2, ink, { opacity: quiet * 0.6 });
}

/** An ink that reads well on `color`. */
export const inkOn = (color) => (luma(color) > 0.62 ? dark(color, 0.72) : '#fffaf0');
