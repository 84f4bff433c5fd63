// Boxes, dyes, kits and gift cards.
import { dark, light } from '../lib/svg.mjs';
import { box, flatShadow, metal, shadow, slab, GOLD } from '../lib/form.mjs';
import { inkOn, label, mark } from '../lib/label.mjs';

const face = (c, d, color, along) => c.path(d, c.lin([[0, light(color, 0.18)], [1, dark(color, 0.12)]], along));

/** Upright carton with a lock of hair painted on it: hair colour. */
export function dyeBox(c, { color, hair, sign = 'moon', w = 190, h = 330 }) {
  shadow(c, 122);
  face(c, `M${-w / 2} ${-h}H${w / 2}V0H${-w / 2}Z`, color, [0, 0, 1, 1]);
  const side = `M${w / 2} ${-h}L${w / 2 + 44} ${-h - 16}V-18L${w / 2} 0Z`;
  c.path(side, c.lin([[0, dark(color, 0.34)], [1, dark(color, 0.2)]]));
  c.path(`M${-w / 2} ${-h}L${-w / 2 + 46} ${-h - 16}H${w / 2 + 44}L${w / 2} ${-h}Z`, light(color, 0.5));
  label(c, -w * 0.36, -h + 22, w * 0.72, 118, { fill: null, ink: inkOn(color), sign });
  const front = `M${-w / 2} ${-h}H${w / 2}V0H${-w / 2}Z`;
  c.group({ 'clip-path': c.clip(front) }, () => {
    for (let i = 0; i < 26; i++) {
      const tone = [dark(hair, 0.28), hair, light(hair, 0.24), light(hair, 0.08)][i % 4];
      const y = -170 + i * 8;
      c.stroke(`M${-w / 2 - 14} ${y + 52}C${-w * 0.2} ${y - 34} ${w * 0.14} ${y + 92} ${w / 2 + 14} ${y + 4}`, tone, 10);
    }
    c.rect(-w / 2, -180, w, 180, 0, c.lin([[0, '#fff', 0], [0.4, '#fff', 0.34], [0.6, '#fff', 0], [1, '#000', 0.16]], [0, 0, 1, 1]));
  });
  c.rect(-w / 2, -h, w, h, 0, c.lin([[0, '#fff', 0.22], [0.12, '#fff', 0], [0.9, '#000', 0], [1, '#000', 0.14]]));
}

export function giftBox(c, { color, ribbon = GOLD }) {
  shadow(c, 176);
  c.path('M-160 -176H160V0H-160Z', c.lin([[0, dark(color, 0.12)], [0.3, light(color, 0.2)], [1, dark(color, 0.24)]]));
  c.path('M-28 -176H28V0H-28Z', c.lin(metal(ribbon)));
  c.path('M-160 -176H160V-156H-160Z', dark(color, 0.6), { opacity: 0.18 });
  c.path(box(-176, -242, 352, 72, 6), c.lin([[0, light(color, 0.28)], [0.4, color], [1, dark(color, 0.2)]]));
  c.path('M-30 -242H30V-170H-30Z', c.lin(metal(ribbon)));
  const loop = (flip) => c.group({ transform: `scale(${flip} 1)` }, () => {
    c.path('M0 -250C30 -336 150 -372 160 -314C166 -266 70 -238 0 -250Z', c.lin([[0, dark(ribbon, 0.3)], [0.4, light(ribbon, 0.45)], [1, ribbon]], [0, 0, 1, 0.4]));
    c.path('M14 -254C40 -300 110 -330 126 -306C126 -282 66 -258 14 -254Z', dark(ribbon, 0.45), { opacity: 0.6 });
    c.path('M6 -246C40 -238 76 -220 96 -184L70 -180L52 -196C40 -220 20 -236 6 -246Z', c.lin([[0, dark(ribbon, 0.2)], [1, light(ribbon, 0.3)]]));
  });
  loop(-1);
  loop(1);
  c.path(box(-24, -276, 48, 46, 14), c.lin([[0, light(ribbon, 0.4)], [0.5, ribbon], [1, dark(ribbon, 0.36)]], [0, 0, 1, 1]));
}

/** An open box with shredded paper; contents are [shape, options, x, scale, lift]. */
export function tray(c, { color, ribbon = GOLD, sign = 'flower', w = 430, h = 150, contents = [] }) {
  shadow(c, w * 0.5);
  const x = w / 2;
  c.path(`M${-x} ${-h}L${-x + 22} ${-h - 36}H${x - 22}L${x} ${-h}V-10H${-x}Z`, c.lin([[0, dark(color, 0.3)], [0.3, dark(color, 0.5)]], [0, 0, 0, 1]));
  for (const [draw, options, at, scale, lift = 0] of contents) c.at(at, -h * 0.62 - lift, scale, 0, () => draw(c, options));
  const straw = ['#fdf4e3', '#efdfc4', '#e2cba8', '#fffaf0'];
  for (let i = 0; i < 64; i++) {
    const px = -x + 16 + ((i * 61) % (w - 32));
    const [rise, lean] = [10 + ((i * 37) % 34), ((i * 23) % 60) - 30];
    const d = `M${px - 20} ${-h + 14}Q${px + lean} ${-h - rise - 16} ${px + 22} ${-h + 12}`;
    c.stroke(d, '#8a6a45', 6, { opacity: 0.16, transform: 'translate(1.5 3)' });
    c.stroke(d, straw[i % 4], 5);
  }
  c.path(`M${-x} ${-h}H${x}V-6Q${x} 0 ${x - 6} 0H${-x + 6}Q${-x} 0 ${-x} -6Z`, c.lin([[0, dark(color, 0.16)], [0.3, light(color, 0.26)], [0.7, color], [1, dark(color, 0.26)]]));
  c.path(`M${-x} ${-h}H${x}V${-h + 10}H${-x}Z`, light(color, 0.45));
  c.path(`M${-x} ${-h * 0.62}H${x}V${-h * 0.36}H${-x}Z`, c.lin([[0, dark(ribbon, 0.25)], [0.3, light(ribbon, 0.5)], [0.7, ribbon], [1, dark(ribbon, 0.3)]]));
  c.ellipse(0, -h * 0.49, 42, 42, light(color, 0.75));
  c.ellipse(0, -h * 0.49, 37, 37, 'none', { stroke: dark(color, 0.2), 'stroke-width': 1.6 });
  mark(c, sign, 0, -h * 0.49, 23, dark(color, 0.3));
}

export function card(c, { color, second, sign = 'star', ribbon = GOLD }) {
  const one = (tone, framed) => {
    const d = box(-190, -118, 380, 236, 20);
    flatShadow(c, d, { opacity: 0.32 });
    slab(c, d, tone, { rim: 0.4, depth: 0.28 });
    c.path('M-190 40C-80 -20 60 110 190 20V98Q190 118 170 118H-170Q-190 118 -190 98Z', light(tone, 0.35), { opacity: 0.3 });
    if (!framed) return;
    c.path('M-122 -118H-92V118H-122Z', c.lin(metal(ribbon)));
    mark(c, sign, 46, -26, 44, inkOn(tone));
    c.rect(-14, 48, 120, 8, 4, inkOn(tone), { opacity: 0.85 });
    c.rect(12, 68, 68, 6, 3, inkOn(tone), { opacity: 0.55 });
  };
  c.at(26, -240, 1, 9, () => one(second, false));
  c.at(-14, -160, 1, -8, () => one(color, true));
}
