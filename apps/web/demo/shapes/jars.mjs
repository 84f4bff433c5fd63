// Jars, tubes, sachets, drops and flasks.
import { dark, light, mix } from '../lib/svg.mjs';
import { box, drum, metal, ring, shadow, solid, vesselPath, GOLD, INK, STEEL } from '../lib/form.mjs';
import { inkOn, label, mark } from '../lib/label.mjs';

export function jar(c, o) {
  const { color, cap = '#f4ede1', w = 268, h = 150, lid = 62, sign = 'leaf', ink = inkOn(color) } = o;
  shadow(c, w * 0.53);
  solid(c, drum(w, -h, 0, 22, 26), [-w / 2, -h, w, h], color, { gloss: 0.42 });
  if (o.label) label(c, -w * 0.3, -h + 26, w * 0.6, h - 52, { fill: o.label, ink: o.ink ?? dark(color, 0.5), sign });
  else label(c, -w * 0.36, -h + 8, w * 0.72, h - 20, { fill: null, ink, sign });
  const top = -h - lid;
  solid(c, drum(w + 14, top + 4, -h + 10, 20, 12), [-w / 2 - 7, top, w + 14, lid + 10], cap, { gloss: 0.45, stops: o.metalCap ? metal : undefined });
  c.ellipse(0, top + 8, w / 2 + 1, 19, c.lin([[0, light(cap, 0.5)], [1, dark(cap, 0.1)]], [0, 0, 1, 0.6]));
  c.ellipse(0, top + 8, w / 2 - 12, 14, 'none', { stroke: dark(cap, 0.3), 'stroke-width': 1.4, opacity: 0.4 });
}

/** Flat round tin, seen a little from above. */
export function tin(c, o) {
  const { color, cap = STEEL, w = 264, sign = 'star' } = o;
  shadow(c, w * 0.53);
  const wall = (y, h, tone) => c.path(`M${-w / 2} ${y - h}V${y}C${-w / 2} ${y + 54} ${w / 2} ${y + 54} ${w / 2} ${y}V${y - h}Z`, c.lin(metal(tone)));
  wall(-38, 42, dark(cap, 0.12));
  wall(-58, 40, light(cap, 0.1));
  c.ellipse(0, -98, w / 2, 42, c.lin([[0, light(cap, 0.6)], [1, dark(cap, 0.2)]], [0, 0, 1, 1]));
  c.ellipse(0, -98, w / 2 - 9, 37, c.lin([[0, light(color, 0.3)], [0.5, color], [1, dark(color, 0.3)]], [0, 0, 1, 1]));
  c.at(0, -100, 1, 0, () => c.group({ transform: 'scale(1 .34)' }, () => mark(c, sign, 0, 0, 54, o.ink ?? inkOn(color))));
}

export function tube(c, o) {
  const { color, cap = '#f4ede1', w = 160, h = 330, sign = 'leaf' } = o;
  const [x, top, foot] = [w / 2, -h - 54, -54];
  shadow(c, w * 0.42);
  solid(c, drum(w * 0.78, foot, 0, 10, 8), [-w * 0.39, foot, w * 0.78, 54], cap, { gloss: 0.5 });
  for (let i = -6; i <= 6; i++) c.rect(i * 9 - 1, foot + 10, 1.6, 36, 1, dark(cap, 0.5), { opacity: 0.22 });
  const d = `M${-x} ${top}H${x}L${x * 0.84} ${foot - 6}Q${x * 0.82} ${foot + 2} ${x * 0.7} ${foot + 3}Q0 ${foot + 9} ${-x * 0.7} ${foot + 3}Q${-x * 0.82} ${foot + 2} ${-x * 0.84} ${foot - 6}Z`;
  solid(c, d, [-x, top, w, h], color, { gloss: 0.4 });
  c.path(`M${-x} ${top + 26}H${x}L0 ${top + 150}Z`, c.lin([[0, dark(color, 0.5), 0.16], [1, dark(color, 0.5), 0]], [0, 0, 0, 1]));
  c.path(box(-x - 2, top - 4, w + 4, 28, 3), c.lin([[0, light(color, 0.4)], [0.5, light(color, 0.05)], [1, dark(color, 0.25)]]));
  for (let i = 0; i < 22; i++) c.rect(-x + 3 + (i * (w - 6)) / 21, top, 1.4, 20, 0.7, dark(color, 0.6), { opacity: 0.22 });
  label(c, -w * 0.36, top + 62, w * 0.72, h * 0.62, o.label ? { fill: o.label, ink: o.ink ?? dark(color, 0.5), sign } : { fill: null, ink: o.ink ?? inkOn(color), sign });
}

export function dropper(c, o) {
  const { color, cap = INK, w = 156, h = 200, sign = 'drop' } = o;
  shadow(c, w * 0.54);
  const d = vesselPath(w, h, { neck: 62, shoulder: 44, foot: 20 });
  c.path(d, c.lin([[0, dark(color, 0.34)], [0.2, light(color, 0.35)], [0.5, light(color, 0.12)], [0.8, color], [1, dark(color, 0.4)]]), { opacity: 0.94 });
  c.path(d, c.lin([[0, '#fff', 0.42], [0.28, '#fff', 0.05], [0.6, dark(color, 0.4), 0], [1, dark(color, 0.5), 0.3]], [0, 0, 0, 1]));
  c.rect(-5, -h - 10, 10, h * 0.82, 5, '#fff', { opacity: 0.22 });
  label(c, -w * 0.38, -h + 68, w * 0.76, h - 96, { fill: o.label ?? '#fffcf5', ink: o.ink ?? dark(color, 0.55), sign });
  c.rect(-w / 2 + 14, -h + 60, 9, h - 92, 4, '#fff', { opacity: 0.5 });
  ring(c, 70, -h - 42, 46, o.collar ?? GOLD, metal);
  const bulb = `M-26 ${-h - 40}V${-h - 92}C-26 ${-h - 128} 26 ${-h - 128} 26 ${-h - 92}V${-h - 40}Z`;
  solid(c, bulb, [-26, -h - 120, 52, 80], cap, { gloss: 0.45 });
}

/** Rectangular glass flask with its liquid: perfume, lotion, make-up base. */
export function flask(c, o) {
  const { color, cap = INK, w = 176, h = 226, fillTo = 0.86, sign = 'star' } = o;
  shadow(c, w * 0.54);
  const d = box(-w / 2, -h, w, h, 24);
  c.path(d, c.lin([[0, '#cfd3d2'], [0.15, '#ffffff'], [0.8, '#eef0ee'], [1, '#b9bebd']]), { opacity: 0.9 });
  const inner = box(-w / 2 + 12, -h * fillTo, w - 24, h * fillTo - 16, 14);
  c.path(inner, c.lin([[0, dark(color, 0.22)], [0.22, light(color, 0.3)], [0.55, color], [1, dark(color, 0.25)]]));
  c.path(inner, c.lin([[0, '#fff', 0.32], [0.2, '#fff', 0], [1, dark(color, 0.6), 0.22]], [0, 0, 0, 1]));
  c.rect(-w / 2 + 18, -h + 24, 10, h - 56, 5, '#fff', { opacity: 0.6 });
  label(c, -w * 0.3, -h * 0.66, w * 0.6, h * 0.5, o.label ? { fill: o.label, sign, ink: o.ink ?? INK } : { fill: null, ink: o.ink ?? inkOn(color), sign });
  ring(c, 62, -h - 14, 16, o.collar ?? GOLD, metal);
  solid(c, drum(78, -h - 92, -h - 12, 6, 8), [-39, -h - 92, 78, 80], cap, { gloss: 0.5 });
}

export function sachet(c, o) {
  const { color, w = 232, h = 312, sign = 'flower' } = o;
  shadow(c, w * 0.5);
  const x = w / 2;
  const d = `M${-x} ${-h}H${x}C${x - 8} ${-h * 0.7} ${x + 6} ${-h * 0.3} ${x} 0H${-x}C${-x - 6} ${-h * 0.3} ${-x + 8} ${-h * 0.7} ${-x} ${-h}Z`;
  c.path(d, c.lin([[0, dark(color, 0.12)], [0.18, light(color, 0.42)], [0.36, color], [0.7, light(color, 0.16)], [1, dark(color, 0.26)]], [0, 0, 1, 0.25]));
  for (const y of [-h, -26]) {
    c.rect(-x, y, w, 26, 0, c.lin([[0, light(color, 0.3)], [1, dark(color, 0.2)]]));
    for (let i = 0; i < 5; i++) c.rect(-x + 2, y + 3 + i * 5, w - 4, 1.2, 0, dark(color, 0.6), { opacity: 0.2 });
  }
  c.path(`M${x - 34} ${-h + 34}L${x - 18} ${-h * 0.5}L${x - 40} -36Z`, '#fff', { opacity: 0.2 });
  label(c, -w * 0.34, -h * 0.8, w * 0.68, h * 0.62, o.label ? { fill: o.label, ink: o.ink ?? dark(color, 0.5), sign } : { fill: null, ink: o.ink ?? inkOn(color), sign });
}

export function ampoules(c, o) {
  const { color, count = 4 } = o;
  for (let i = 0; i < count; i++) {
    const x = (i - (count - 1) / 2) * 72;
    c.at(x, i % 2 ? 0 : -8, 1, 0, () => {
      shadow(c, 27);
      const d = 'M-9 -214C-9 -186 -10 -182 -8 -176C-30 -164 -27 -150 -27 -138V-12Q-27 2 0 4Q27 2 27 -12V-138C27 -150 30 -164 8 -176C10 -182 9 -186 9 -214Q0 -226 -9 -214Z';
      c.path(d, c.lin([[0, dark(color, 0.34)], [0.25, light(color, 0.6)], [0.6, color], [1, dark(color, 0.4)]]));
      c.path('M-26 -136H26V-120H-26Z', mix(color, '#ffffff', 0.7), { opacity: 0.5 });
      c.rect(-27, -104, 54, 62, 0, c.lin([[0, '#e9e2d6'], [0.3, '#fffdf8'], [1, '#d9d0c2']]));
      c.rect(-13, -82, 26, 5, 2, dark(color, 0.4));
      c.rect(-9, -70, 18, 3, 2, dark(color, 0.4), { opacity: 0.6 });
      c.rect(-19, -130, 5, 112, 2, '#fff', { opacity: 0.6 });
      c.stroke('M-8 -176H8', GOLD, 4);
    });
  }
}
