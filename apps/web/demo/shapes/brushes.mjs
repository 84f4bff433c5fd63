// Brushes, combs, mirrors and other things held in the hand.
import { dark, light } from '../lib/svg.mjs';
import { box, flatShadow, metal, shadow, slab, solid, GOLD, INK } from '../lib/form.mjs';
import { mark } from '../lib/label.mjs';

const wood = (c, color) => c.lin([[0, dark(color, 0.26)], [0.3, light(color, 0.35)], [0.6, color], [1, dark(color, 0.38)]]);
const grain = (c, x, y, h, color) => {
  for (let i = 0; i < 3; i++) c.stroke(`M${x + i * 9} ${y}q4 ${h / 2} -1 ${h}`, dark(color, 0.4), 1.2, { opacity: 0.35 });
};

export function roundBrush(c, { color, bristle = '#3a3033' }) {
  c.at(0, -190, 1, 30, () => {
    const d = 'M-52 -210H52V10H-52ZM-18 30H18L14 190Q0 206 -14 190Z';
    flatShadow(c, d);
    for (let i = 0; i < 26; i++) c.stroke(`M-62 ${-208 + i * 8.4}L62 ${-204 + i * 8.4}`, i % 2 ? bristle : light(bristle, 0.25), 2.6);
    c.rect(-36, -216, 72, 232, 22, c.lin(metal('#b9bdc2')));
    for (let i = 0; i < 8; i++) for (let k = -1; k <= 1; k++) c.ellipse(k * 20, -192 + i * 26, 4.4, 6, '#4a4d52', { opacity: 0.75 });
    for (let i = 0; i < 26; i++) c.stroke(`M${-24 + (i % 5) * 12} ${-204 + i * 8.2}l-5 12`, bristle, 2.2, { opacity: 0.55 });
    c.path('M-36 2Q-34 40 -17 60L-20 120Q-24 170 -14 206Q0 220 14 206Q24 170 20 120L17 60Q34 40 36 2Q0 16 -36 2Z', wood(c, color));
    grain(c, -8, 70, 120, color);
    c.rect(-19, 56, 38, 8, 3, c.lin(metal(GOLD)));
  });
}

export function paddle(c, { color, pad = '#2f2c30', pin = '#d8b98b' }) {
  c.at(0, -190, 1, 24, () => {
    const d = 'M-88 -150Q-88 -218 0 -218Q88 -218 88 -150V-50Q88 10 26 22L20 70Q28 150 18 200Q0 214 -18 200Q-28 150 -20 70L-26 22Q-88 10 -88 -50Z';
    flatShadow(c, d);
    c.path(d, wood(c, color));
    c.path('M-70 -148Q-70 -200 0 -200Q70 -200 70 -148V-54Q70 0 0 0Q-70 0 -70 -54Z', c.rad([[0, light(pad, 0.22)], [1, dark(pad, 0.25)]], { fx: 0.35, fy: 0.3 }));
    for (let row = 0; row < 8; row++) for (let k = -2; k <= 2; k++) {
      const [x, y] = [k * 25 + (row % 2 ? 6 : -6), -178 + row * 22];
      c.ellipse(x + 3, y + 5, 4, 3, '#000', { opacity: 0.3 });
      c.ellipse(x, y, 4.6, 4.6, c.rad([[0, '#fff3df'], [0.5, pin], [1, dark(pin, 0.4)]], { fx: 0.3, fy: 0.3 }));
    }
    grain(c, -8, 60, 120, color);
  });
}

export function comb(c, { color, second }) {
  const one = (tone, wide) => {
    const teeth = wide ? 12 : 26;
    const d = 'M-190 -34Q-190 -52 -172 -52H176Q196 -52 196 -30V-8H-190Z';
    flatShadow(c, 'M-190 -34Q-190 -52 -172 -52H176Q196 -52 196 -30V54H-190Z', { opacity: 0.22 });
    for (let i = 0; i < teeth; i++) {
      const step = 372 / teeth;
      const x = -188 + i * step;
      c.path(`M${x} -12H${x + step * 0.58}L${x + step * 0.42} 58Q${x + step * 0.29} 66 ${x + step * 0.16} 58Z`, c.lin([[0, light(tone, 0.25)], [1, dark(tone, 0.3)]]));
    }
    slab(c, d, tone, { rim: 0.6 });
    c.stroke('M-170 -42H170', '#fff', 4, { opacity: 0.3 });
  };
  c.at(0, -250, 1, -22, () => one(color, false));
  if (second) c.at(20, -90, 1, -22, () => one(second, true));
}

export function mirror(c, { color }) {
  c.at(0, -210, 1, 20, () => {
    const d = 'M0 -196A140 140 0 0 1 34 80L26 120L30 220Q0 240 -30 220L-26 120L-34 80A140 140 0 0 1 0 -196Z';
    flatShadow(c, d, { opacity: 0.34 });
    c.path(d, c.lin([[0, light(color, 0.4)], [0.45, color], [1, dark(color, 0.4)]], [0, 0, 1, 1]));
    c.ellipse(0, -57, 118, 118, c.lin([[0, '#f8fbfb'], [0.34, '#cbd9dc'], [0.5, '#f0f6f6'], [0.57, '#b9c9cd'], [1, '#e6eeee']], [0, 0, 1, 1]));
    c.path('M-92 -96L26 -166L62 -150L-104 -40Z', '#fff', { opacity: 0.42 });
    mark(c, 'flower', 0, 160, 14, light(color, 0.7));
  });
}

export function roller(c, { color }) {
  c.at(0, -200, 1, 34, () => {
    flatShadow(c, 'M-26 -40H26V180H-26ZM-74 -190H74V-90H-74Z');
    const stone = (fill) => c.rad([[0, light(fill, 0.7)], [0.5, fill], [1, dark(fill, 0.34)]], { fx: 0.32, fy: 0.28, r: 0.62 });
    c.stroke('M0 -34V-66C-96 -70 -96 -100 -88 -142M0 -66C96 -70 96 -100 88 -142', dark(GOLD, 0.1), 7);
    c.rect(-76, -186, 152, 88, 42, stone(color));
    c.stroke('M-50 -160Q-10 -176 30 -166T64 -140', light(color, 0.85), 4, { opacity: 0.6 });
    c.ellipse(-86, -142, 9, 13, c.lin(metal(GOLD)));
    c.ellipse(86, -142, 9, 13, c.lin(metal(GOLD)));
    c.rect(-22, -44, 44, 190, 20, stone(color));
    c.rect(-22, -52, 44, 18, 6, c.lin(metal(GOLD)));
    c.rect(-22, 136, 44, 16, 6, c.lin(metal(GOLD)));
    c.stroke('M0 150V168M-44 208C-44 172 44 172 44 208', dark(GOLD, 0.1), 6);
    c.rect(-38, 186, 76, 44, 21, stone(color));
  });
}

export function beardBrush(c, { color, bristle = '#2d2522' }) {
  shadow(c, 150);
  for (let i = 0; i < 60; i++) {
    const x = -130 + i * 4.4;
    const top = -112 - Math.sin((i / 59) * Math.PI) * 14;
    c.stroke(`M${x} ${top}L${x * 1.06} ${-4 + (i % 3) * 3}`, i % 3 ? bristle : light(bristle, 0.3), 4);
  }
  const d = 'M-156 -140Q-150 -206 0 -208Q150 -206 156 -140Q158 -104 120 -100H-120Q-158 -104 -156 -140Z';
  c.path(d, c.lin([[0, light(color, 0.35)], [0.4, color], [1, dark(color, 0.42)]], [0, 0, 0, 1]));
  for (let i = 0; i < 5; i++) c.stroke(`M${-120 + i * 6} ${-180 + i * 16}Q0 ${-196 + i * 18} ${124 - i * 4} ${-176 + i * 15}`, dark(color, 0.4), 1.6, { opacity: 0.35 });
  mark(c, 'mountain', 0, -154, 24, dark(color, 0.55));
}

/** Bowl and flat brush of a colourist. */
export function bowl(c, { color, tint = '#7c4a2f' }) {
  shadow(c, 140);
  c.at(70, -120, 1, 38, () => {
    c.path('M-9 20L-6 -240Q0 -252 6 -240L9 20Z', c.lin([[0, INK], [0.4, '#6d6a70'], [1, INK]]));
    c.path('M-26 20H26L22 64H-22Z', c.lin(metal('#a9adb2')));
  });
  c.path('M-160 -150C-150 -40 -100 4 0 4S150 -40 160 -150Z', c.lin([[0, dark(color, 0.28)], [0.25, light(color, 0.35)], [0.6, color], [1, dark(color, 0.36)]]));
  c.ellipse(0, -150, 160, 38, c.lin([[0, light(color, 0.45)], [1, dark(color, 0.12)]]));
  c.ellipse(0, -147, 146, 31, dark(tint, 0.35));
  c.ellipse(0, -140, 134, 26, c.lin([[0, light(tint, 0.3)], [0.5, tint], [1, dark(tint, 0.24)]]));
  c.stroke('M-86 -142C-40 -160 10 -128 84 -146', light(tint, 0.5), 6, { opacity: 0.65 });
  c.stroke('M-60 -132C-20 -122 30 -126 66 -132', dark(tint, 0.4), 4, { opacity: 0.4 });
  slab(c, box(-168, -156, 14, 12, 5), color, { rim: 0 });
}
