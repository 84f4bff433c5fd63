// Cloth: how a garment takes the light, its folds and its seams.
import { dark, light } from '../lib/svg.mjs';
import { flatShadow } from '../lib/form.mjs';

/** Fill `d` as cloth; folds are [path, width, 'dark' | 'light', opacity?]. */
export function cloth(c, d, color, folds = [], { cast = true } = {}) {
  if (cast) flatShadow(c, d, { dx: 10, dy: 20, soft: 16, opacity: 0.3 });
  c.path(d, c.lin([[0, light(color, 0.2)], [0.45, color], [1, dark(color, 0.2)]], [0, 0, 0.7, 1]));
  c.group({ 'clip-path': c.clip(d) }, () => {
    c.stroke(d, dark(color, 0.7), 22, { opacity: 0.15, filter: c.blur(11), transform: 'translate(-4 -4)' });
    c.stroke(d, light(color, 0.7), 12, { opacity: 0.2, filter: c.blur(8), transform: 'translate(4 4)' });
    for (const [fold, width, kind, opacity = 0.22] of folds) {
      c.stroke(fold, kind === 'light' ? light(color, 0.6) : dark(color, 0.6), width, { opacity: opacity * (kind === 'light' ? 0.6 : 0.8), filter: c.blur(width * 0.45) });
    }
  });
}

export const seam = (c, d, color, opacity = 0.5) => c.stroke(d, dark(color, 0.55), 1.8, { opacity });
export const stitches = (c, d, color, width = 1.8) => c.stroke(d, color, width, { 'stroke-dasharray': '7 5', 'stroke-linecap': 'butt', opacity: 0.8 });

export function rib(c, d, color, step = 5) {
  c.path(d, c.lin([[0, light(color, 0.12)], [1, dark(color, 0.26)]], [0, 0, 0.5, 1]));
  c.path(d, c.pattern(step, `<path d="M1 0V${step}" stroke="${dark(color, 0.6)}" stroke-width="1.6" opacity=".3"/>`));
}

export function button(c, x, y, r, color) {
  c.ellipse(x + 1, y + 2, r, r, '#000', { opacity: 0.25 });
  c.ellipse(x, y, r, r, c.rad([[0, light(color, 0.6)], [1, dark(color, 0.15)]], { fx: 0.35, fy: 0.3 }));
  for (const [dx, dy] of [[-1, -1], [1, -1], [-1, 1], [1, 1]]) c.ellipse(x + dx * r * 0.28, y + dy * r * 0.28, r * 0.12, r * 0.12, dark(color, 0.6));
}
