// Bottles for hair and body: flip cap, pump, mist spray, trigger, aerosol.
import { dark, light } from '../lib/svg.mjs';
import { box, drum, metal, ring, shadow, solid, vesselPath, GOLD, STEEL } from '../lib/form.mjs';
import { inkOn, label } from '../lib/label.mjs';

const tag = (c, w, y, h, color, o) =>
  o.print
    ? label(c, -w * 0.42, y, w * 0.84, h, { fill: null, ink: o.ink ?? inkOn(color), sign: o.sign })
    : label(c, -w * 0.4, y, w * 0.8, h, { fill: o.label, ink: o.ink ?? dark(color, 0.5), sign: o.sign });

export function bottle(c, o) {
  const { color, cap = '#f4ede1', w = 166, h = 330, shoulder = 62 } = o;
  shadow(c, w * 0.54);
  solid(c, vesselPath(w, h, { neck: 76, shoulder, foot: 22 }), [-w / 2, -h, w, h], color);
  tag(c, w, -h + shoulder + 26, h - shoulder - 62, color, o);
  ring(c, 72, -h - 8, 12, dark(cap, 0.12));
  solid(c, drum(86, -h - 78, -h - 2, 8, 12), [-43, -h - 78, 86, 76], cap, { gloss: 0.6 });
  c.stroke(`M-43 ${-h - 52}Q0 ${-h - 46} 43 ${-h - 52}`, dark(cap, 0.42), 1.8, { opacity: 0.6 });
}

export function pump(c, o) {
  const { color, cap = '#2c2a2c', w = 178, h = 282 } = o;
  shadow(c, w * 0.54);
  solid(c, vesselPath(w, h, { neck: 78, shoulder: 38, foot: 24 }), [-w / 2, -h, w, h], color);
  tag(c, w, -h + 66, h - 108, color, o);
  c.rect(-9, -h - 96, 18, 62, 4, c.lin(metal(light(cap, 0.2))));
  solid(c, drum(84, -h - 40, -h + 4, 8, 6), [-42, -h - 40, 84, 44], cap, { gloss: 0.4 });
  for (let i = -3; i <= 3; i++) c.rect(i * 11 - 1, -h - 32, 2, 28, 1, dark(cap, 0.45), { opacity: 0.4 });
  const head = `M-26 ${-h - 122}H30Q42 ${-h - 122} 42 ${-h - 110}V${-h - 94}Q42 ${-h - 86} 32 ${-h - 86}H-26Q-34 ${-h - 86} -40 ${-h - 92}L-86 ${-h - 92}Q-98 ${-h - 92} -98 ${-h - 76}L-112 ${-h - 78}Q-116 ${-h - 112} -88 ${-h - 114}L-40 ${-h - 118}Q-34 ${-h - 122} -26 ${-h - 122}Z`;
  c.path(head, c.lin([[0, light(cap, 0.34)], [0.45, cap], [1, dark(cap, 0.45)]], [0, 0, 0, 1]));
  c.stroke(`M-84 ${-h - 110}L-30 ${-h - 116}H28`, '#fff', 3, { opacity: 0.35 });
}

export function mist(c, o) {
  const { color, cap = '#f4ede1', w = 134, h = 320, over = true } = o;
  shadow(c, w * 0.56);
  solid(c, vesselPath(w, h, { neck: 78, shoulder: 26, foot: 18 }), [-w / 2, -h, w, h], color);
  tag(c, w, -h + 62, h - 110, color, o);
  ring(c, 82, -h - 14, 20, GOLD, metal);
  if (over) {
    solid(c, drum(92, -h - 104, -h - 8, 8, 16), [-46, -h - 104, 92, 96], cap, { gloss: 0.65 });
  } else {
    solid(c, drum(50, -h - 58, -h - 8, 6, 8), [-25, -h - 58, 50, 50], cap, { gloss: 0.5 });
    c.ellipse(-20, -h - 38, 4, 5, dark(cap, 0.7));
  }
}

export function trigger(c, o) {
  const { color, cap = '#2c2a2c', w = 170, h = 270 } = o;
  shadow(c, w * 0.54);
  solid(c, vesselPath(w, h, { neck: 56, shoulder: 84, foot: 22 }), [-w / 2, -h, w, h], color);
  tag(c, w, -h + 98, h - 134, color, o);
  solid(c, drum(66, -h - 34, -h + 8, 6, 5), [-33, -h - 34, 66, 42], cap, { gloss: 0.35 });
  const y = -h - 34;
  c.path(`M-58 ${y - 28}C-70 ${y - 4} -72 ${y + 26} -92 ${y + 44}C-84 ${y + 52} -74 ${y + 48} -66 ${y + 36}C-54 ${y + 18} -46 ${y - 2} -40 ${y - 20}Z`, c.lin([[0, light(cap, 0.32)], [1, dark(cap, 0.3)]]));
  const head = `M-118 ${y - 62}H-30Q44 ${y - 70} 62 ${y - 34}Q70 ${y - 8} 52 ${y}H-30Q-34 ${y - 24} -62 ${y - 26}L-118 ${y - 28}Z`;
  c.path(head, c.lin([[0, light(cap, 0.38)], [0.4, cap], [1, dark(cap, 0.42)]], [0, 0, 0, 1]));
  c.stroke(`M-108 ${y - 54}H-24Q28 ${y - 60} 48 ${y - 36}`, '#fff', 4, { opacity: 0.3 });
  c.path(box(-134, y - 64, 20, 38, 5), c.lin(metal(light(cap, 0.15)), [0, 0, 0, 1]));
}

export function aerosol(c, o) {
  const { color, cap = '#efe7da', w = 126, h = 350, foam = false } = o;
  shadow(c, w * 0.56);
  ring(c, w - 4, -16, 16, STEEL, metal);
  solid(c, drum(w, -h + 34, -8, 8, 3), [-w / 2, -h + 34, w, h - 42], color);
  const dome = `M${-w / 2 + 1} ${-h + 40}Q${-w / 2} ${-h + 8} ${-w * 0.3} ${-h - 2}H${w * 0.3}Q${w / 2} ${-h + 8} ${w / 2 - 1} ${-h + 40}Q0 ${-h + 48} ${-w / 2 + 1} ${-h + 40}Z`;
  c.path(dome, c.lin(metal(STEEL)));
  tag(c, w, -h + 78, h - 138, color, o);
  if (foam) {
    ring(c, w * 0.52, -h - 14, 16, cap);
    const y = -h - 14;
    c.path(`M-24 ${y}V${y - 44}Q-24 ${y - 58} -10 ${y - 58}H16Q30 ${y - 58} 30 ${y - 44}V${y}ZM-22 ${y - 28}L-76 ${y - 44}Q-84 ${y - 46} -82 ${y - 58}L-20 ${y - 54}Z`, c.lin(metal(cap)));
  } else {
    solid(c, drum(w * 0.76, -h - 84, -h + 6, 8, 18), [-w * 0.38, -h - 84, w * 0.76, 90], cap, { gloss: 0.6 });
  }
}
