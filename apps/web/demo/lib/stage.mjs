// The warm paper background of the shop's pictures, and small things that stand beside a product.
import { Canvas, dark, light, mix } from './svg.mjs';

export const TINTS = {
  peach: '#f3dcc8', sand: '#e9dccb', rose: '#f6d9d2', butter: '#f5e6bf', sage: '#dbe3d6',
  sky: '#d6e4ea', lilac: '#e3dcea', blush: '#f2d8de', mist: '#dee3e2', clay: '#e8d0c0',
};

export const FLOOR = 648;

export function stage(tint, draw) {
  const c = new Canvas();
  const tone = TINTS[tint] ?? TINTS.peach;
  c.rect(0, 0, 800, 800, 0, mix(tone, '#ffffff', 0.55));
  c.rect(0, 0, 800, 800, 0, c.rad(
    [[0, '#fffefb', 1], [0.42, mix(tone, '#fffdf8', 0.72), 1], [0.78, mix(tone, '#fffaf2', 0.26), 1], [1, tone, 1]],
    { cx: 0.47, cy: 0.42, r: 0.74 },
  ));
  c.rect(0, 560, 800, 240, 0, c.lin([[0, dark(tone, 0.3), 0], [1, dark(tone, 0.3), 0.1]], [0, 0, 0, 1]));
  draw(c);
  return c;
}

export const decor = {
  /** A sprig of leaves growing from the ground. */
  sprig(c, { color = '#6f8f62', leaves = 9, height = 300, lean = 40 } = {}) {
    c.stroke(`M0 0Q${lean * 0.2} ${-height * 0.5} ${lean} ${-height}`, dark(color, 0.25), 4);
    for (let i = 0; i < leaves; i++) {
      const t = 0.16 + (0.84 * i) / leaves;
      const [x, y] = [lean * t * t, -height * t];
      const size = 44 * (1.15 - t * 0.5);
      const side = i % 2 ? 1 : -1;
      c.at(x, y, size / 40, side * 56 + lean * 0.1, () => {
        const tone = i % 3 ? color : light(color, 0.18);
        c.path('M0 0C-18 -16 -16 -48 0 -66C16 -48 18 -16 0 0Z', c.lin([[0, light(tone, 0.22)], [0.5, tone], [0.52, dark(tone, 0.14)], [1, dark(tone, 0.28)]]));
      });
    }
    c.at(lean, -height + 4, 0.8, lean * 0.15, () => c.path('M0 0C-18 -16 -16 -48 0 -66C16 -48 18 -16 0 0Z', c.lin([[0, light(color, 0.3)], [1, dark(color, 0.12)]])));
  },
  /** Long thin leaves, as of palm or aloe. */
  blades(c, { color = '#7c9a6b', count = 5, height = 260 } = {}) {
    for (let i = 0; i < count; i++) {
      const turn = (i - (count - 1) / 2) * 20;
      c.at(0, 0, 1, turn, () => c.path(`M-16 0C-22 ${-height * 0.4} -12 ${-height * 0.8} 0 ${-height}C14 ${-height * 0.8} 22 ${-height * 0.4} 16 0Z`,
        c.lin([[0, light(color, 0.25)], [0.5, color], [1, dark(color, 0.32)]])));
    }
  },
  /** A smear of cream or clay lying on the ground. */
  swatch(c, { color = '#f3e2c9' } = {}) {
    const d = 'M-96 2C-104 -22 -70 -34 -30 -30C6 -40 62 -34 86 -20C112 -8 104 16 66 18C30 26 -2 18 -34 24C-66 28 -92 22 -96 2Z';
    c.path(d, '#4a3524', { opacity: 0.16, transform: 'translate(5 8)', filter: c.blur(6) });
    c.path(d, c.lin([[0, light(color, 0.45)], [0.5, color], [1, dark(color, 0.18)]], [0, 0, 0.3, 1]));
    c.stroke('M-74 -8C-40 -22 -6 -6 26 -14S70 -18 84 -8', light(color, 0.7), 7, { opacity: 0.75 });
    c.stroke('M-66 8C-30 2 6 14 50 6', dark(color, 0.26), 5, { opacity: 0.35 });
  },
  petals(c, { color = '#dd8f95', spots = [[0, 0, 20], [56, 12, -40], [-48, 14, 70]] } = {}) {
    for (const [x, y, turn] of spots) {
      c.ellipse(x + 3, y + 7, 26, 8, '#4a3524', { opacity: 0.16 });
      c.at(x, y, 1, turn, () => c.path('M-26 4C-22 -18 10 -26 28 -8C24 10 -6 16 -26 4Z', c.lin([[0, light(color, 0.5)], [0.6, color], [1, dark(color, 0.14)]], [0, 0, 1, 1])));
    }
  },
  /** Round drops and balls: beads, berries, coffee. */
  beads(c, { color = '#c98f5f', spots = [[0, 0, 18], [38, 6, 12], [-30, 8, 10]] } = {}) {
    for (const [x, y, r] of spots) {
      c.ellipse(x + r * 0.3, y + r * 0.25, r * 1.25, r * 0.35, '#4a3524', { opacity: 0.22 });
      c.ellipse(x, y - r * 0.7, r, r, c.rad([[0, light(color, 0.75)], [0.4, color], [1, dark(color, 0.4)]], { fx: 0.34, fy: 0.3 }));
    }
  },
  /** A halved round fruit: citrus, coconut, avocado. */
  half(c, { rind = '#7a5236', flesh = '#fff9ef', core = null, r = 62 } = {}) {
    c.ellipse(8, 4, r * 1.1, r * 0.22, '#4a3524', { opacity: 0.24 });
    c.at(0, -r * 0.82, 1, -8, () => {
      c.ellipse(0, 0, r, r * 0.92, c.lin([[0, light(rind, 0.25)], [1, dark(rind, 0.35)]], [0, 0, 1, 1]));
      c.ellipse(-4, -3, r * 0.84, r * 0.77, c.rad([[0, light(flesh, 0.4)], [0.8, flesh], [1, dark(flesh, 0.12)]]));
      if (core) c.ellipse(-4, 2, r * 0.36, r * 0.34, c.rad([[0, light(core, 0.5)], [0.6, core], [1, dark(core, 0.35)]], { fx: 0.35, fy: 0.3 }));
    });
  },
};
