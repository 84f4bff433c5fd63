// Light and volume, shared by every shape: the light comes from the upper left.
import { dark, light } from './svg.mjs';

/** Stops of a turned body (bottle, jar, cap) seen from the front. */
export const turned = (color) => [
  [0, dark(color, 0.3)],
  [0.07, dark(color, 0.12)],
  [0.24, light(color, 0.3)],
  [0.4, light(color, 0.06)],
  [0.66, dark(color, 0.05)],
  [0.9, dark(color, 0.28)],
  [0.96, dark(color, 0.22)],
  [1, dark(color, 0.1)],
];

export const metal = (color) => [
  [0, dark(color, 0.4)],
  [0.14, light(color, 0.5)],
  [0.26, dark(color, 0.08)],
  [0.5, light(color, 0.25)],
  [0.72, dark(color, 0.3)],
  [0.88, light(color, 0.35)],
  [1, dark(color, 0.35)],
];

export const GOLD = '#c9a15c';
export const STEEL = '#b4b9bf';
export const INK = '#2b2a2e';

/** Soft shadow on the ground under something `rx` wide each side of the origin. */
export function shadow(c, rx, y = 0) {
  const tone = '#4a3524';
  const pool = [[0, tone, 0.46], [0.4, tone, 0.25], [0.72, tone, 0.08], [1, tone, 0]];
  c.ellipse(rx * 0.2, y + 5, rx * 1.5, Math.max(22, rx * 0.25), c.rad(pool));
  const contact = [[0, tone, 0.62], [0.72, tone, 0.36], [1, tone, 0]];
  c.ellipse(0, y + 1, rx * 1.02, Math.max(7, rx * 0.06), c.rad(contact));
}

/** Shadow of something that lies flat, from its own outline. */
export function flatShadow(c, d, { dx = 12, dy = 18, soft = 14, opacity = 0.3 } = {}) {
  const cut = { 'fill-rule': 'evenodd' };
  c.path(d, '#4a3524', { ...cut, transform: `translate(${dx} ${dy})`, filter: c.blur(soft), opacity });
  c.path(d, '#4a3524', { ...cut, transform: 'translate(3 5)', filter: c.blur(4), opacity: opacity * 0.8 });
}

export const box = (x, y, w, h, r = 8) =>
  `M${x + r} ${y}H${x + w - r}Q${x + w} ${y} ${x + w} ${y + r}V${y + h - r}Q${x + w} ${y + h} ${x + w - r} ${y + h}H${x + r}Q${x} ${y + h} ${x} ${y + h - r}V${y + r}Q${x} ${y} ${x + r} ${y}Z`;

/** Cylinder standing on `bottom`, its edges curved by `bow` as seen a little from above. */
export const drum = (w, top, bottom, bow = 10, r = 10) =>
  `M${-w / 2} ${top + r}Q${-w / 2} ${top} ${-w / 2 + r} ${top}Q0 ${top - bow * 0.5} ${w / 2 - r} ${top}Q${w / 2} ${top} ${w / 2} ${top + r}V${bottom - bow - r}Q${w / 2} ${bottom - bow} ${w / 2 - r} ${bottom - bow * 0.8}Q0 ${bottom + bow * 0.8} ${-w / 2 + r} ${bottom - bow * 0.8}Q${-w / 2} ${bottom - bow} ${-w / 2} ${bottom - bow - r}Z`;

/** Bottle outline: neck, shoulder, straight side, rounded foot. */
export function vesselPath(w, h, { neck = 60, shoulder = 54, foot = 24, bow = 8 } = {}) {
  const [x, n] = [w / 2, neck / 2];
  return `M${-n} ${-h}C${-n} ${-h + shoulder * 0.55} ${-x} ${-h + shoulder * 0.35} ${-x} ${-h + shoulder}V${-foot - bow}Q${-x} ${-bow} ${-x + foot} ${-bow * 0.5}Q0 ${bow} ${x - foot} ${-bow * 0.5}Q${x} ${-bow} ${x} ${-foot - bow}V${-h + shoulder}C${x} ${-h + shoulder * 0.35} ${n} ${-h + shoulder * 0.55} ${n} ${-h}Z`;
}

/** Fill an outline as a turned solid with its reflections. */
export function solid(c, d, [x, y, w, h], color, { gloss = 0.5, stops = turned } = {}) {
  c.path(d, c.lin(stops(color)));
  c.path(d, c.lin([[0, '#fff', 0.16], [0.3, '#fff', 0], [0.68, dark(color, 0.6), 0], [1, dark(color, 0.7), 0.26]], [0, 0, 0, 1]));
  if (!gloss) return;
  c.group({ 'clip-path': c.clip(d) }, () => {
    const fade = c.lin([[0, '#fff', 0], [0.16, '#fff', gloss], [0.8, '#fff', gloss * 0.55], [1, '#fff', 0]], [0, 0, 0, 1]);
    c.rect(x + w * 0.13, y + h * 0.02, w * 0.075, h * 0.95, w * 0.035, fade);
    c.rect(x + w * 0.235, y + h * 0.06, w * 0.022, h * 0.86, w * 0.01, fade, { opacity: 0.6 });
    c.rect(x + w * 0.935, y + h * 0.05, w * 0.02, h * 0.9, w * 0.01, fade, { opacity: 0.5 });
  });
}

/** A flat thing lit from the upper left. */
export function slab(c, d, color, { rim = 0.35, depth = 0.16 } = {}) {
  c.path(d, c.lin([[0, light(color, 0.22)], [0.5, color], [1, dark(color, depth)]], [0, 0, 1, 1]));
  if (rim) c.stroke(d, c.lin([[0, '#fff', rim], [0.5, '#fff', 0], [1, dark(color, 0.6), rim]], [0, 0, 1, 1]), 2);
}

/** Short metal or plastic ring. */
export function ring(c, w, y, h, color, stops = turned) {
  solid(c, drum(w, y, y + h, 4, 3), [-w / 2, y, w, h], color, { gloss: 0.3, stops });
}
