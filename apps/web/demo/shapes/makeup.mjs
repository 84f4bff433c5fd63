// Make-up and nails.
import { dark, light, mix } from '../lib/svg.mjs';
import { box, drum, flatShadow, metal, ring, shadow, slab, solid, vesselPath, GOLD, INK, STEEL } from '../lib/form.mjs';
import { mark } from '../lib/label.mjs';

export function polish(c, o) {
  const { color, cap = INK, w = 138, h = 130 } = o;
  shadow(c, w * 0.54);
  const d = vesselPath(w, h, { neck: 58, shoulder: 40, foot: 30 });
  c.path(d, c.lin([[0, '#c9c8c6'], [0.2, '#ffffff'], [0.85, '#efefee'], [1, '#b3b2b0']]), { opacity: 0.9 });
  const paint = vesselPath(w - 16, h - 12, { neck: 50, shoulder: 36, foot: 26 });
  c.at(0, -7, 1, 0, () => solid(c, paint, [-w / 2 + 8, -h, w - 16, h], color, { gloss: 0.75 }));
  mark(c, o.sign ?? 'star', 0, -h * 0.42, 18, '#fff');
  ring(c, 62, -h - 12, 16, o.collar ?? GOLD, metal);
  const top = -h - 190;
  const stick = `M-24 ${top + 8}Q0 ${top - 6} 24 ${top + 8}L34 ${-h - 14}Q0 ${-h - 6} -34 ${-h - 14}Z`;
  solid(c, stick, [-34, top, 68, 180], cap, { gloss: 0.55 });
}

export function lipstick(c, o) {
  const { color, cap = INK } = o;
  c.at(104, 12, 1, 0, () => {
    shadow(c, 42);
    solid(c, drum(78, -190, 0, 8, 12), [-39, -190, 78, 190], cap, { gloss: 0.55 });
    ring(c, 78, -22, 18, GOLD, metal);
    mark(c, o.sign ?? 'flower', 0, -104, 16, GOLD);
  });
  c.at(-52, 0, 1, 0, () => {
    shadow(c, 48);
    const bullet = 'M-29 -190V-268C-29 -300 -4 -336 20 -340Q29 -340 29 -328V-190Z';
    solid(c, bullet, [-29, -340, 58, 150], color, { gloss: 0.5 });
    c.path('M-29 -268C-29 -300 -4 -336 20 -340Q29 -340 29 -328C24 -296 -4 -266 -29 -262Z', c.lin([[0, light(color, 0.5)], [1, light(color, 0.1)]], [0, 0, 1, 1]), { opacity: 0.75 });
    solid(c, drum(70, -204, -96, 6, 6), [-35, -204, 70, 108], GOLD, { stops: metal, gloss: 0.4 });
    solid(c, drum(86, -110, 0, 8, 8), [-43, -110, 86, 110], cap, { gloss: 0.55 });
  });
}

export function gloss(c, o) {
  const { color, cap = INK } = o;
  const body = (lean) => {
    shadow(c, 36);
    const d = drum(64, -190, 0, 6, 10);
    c.path(d, c.lin([[0, '#d6d2cf'], [0.2, '#fff'], [1, '#c4bfbb']]));
    const inner = box(-24, -184, 48, 174, 10);
    c.path(inner, c.lin([[0, dark(color, 0.2)], [0.28, light(color, 0.5)], [0.6, color], [1, dark(color, 0.26)]]));
    c.rect(-22, -178, 6, 160, 3, '#fff', { opacity: 0.7 });
    ring(c, 58, -202, 14, GOLD, metal);
    if (lean) return;
    solid(c, drum(62, -350, -200, 6, 10), [-31, -350, 62, 150], cap, { gloss: 0.6 });
  };
  if (!o.single) {
    c.at(74, -8, 0.94, 0, () => {
      shadow(c, 36);
      body(false);
    });
  }
  c.at(o.single ? 0 : -58, 6, 1, 0, () => body(false));
}

export function palette(c, o) {
  const { pans, shell = INK, columns = 4 } = o;
  const rows = Math.ceil(pans.length / columns);
  const cell = 96;
  const [w, h] = [columns * cell + 36, rows * cell + 36];
  c.at(0, -h / 2 - 26, 1, -7, () => {
    const d = box(-w / 2, -h / 2, w, h, 22);
    flatShadow(c, d, { dx: 14, dy: 22, opacity: 0.36 });
    slab(c, d, shell, { rim: 0.5 });
    pans.forEach((tone, i) => {
      const x = -w / 2 + 18 + (i % columns) * cell + 7;
      const y = -h / 2 + 18 + Math.floor(i / columns) * cell + 7;
      c.path(box(x - 3, y - 3, cell - 8, cell - 8, 14), dark(shell, 0.5));
      c.path(box(x, y, cell - 14, cell - 14, 12), c.lin([[0, light(tone, 0.34)], [0.45, tone], [1, dark(tone, 0.24)]], [0, 0, 1, 1]));
      if (i % 3 === 1) c.path(box(x, y, cell - 14, cell - 14, 12), c.rad([[0, '#fff', 0.6], [1, '#fff', 0]], { cx: 0.35, cy: 0.3, r: 0.6 }));
      else mark(c, 'flower', x + (cell - 14) / 2, y + (cell - 14) / 2, 15, dark(tone, 0.3));
    });
    c.rect(-w / 2 + 12, -h / 2 + 6, w - 24, 5, 2.5, '#fff', { opacity: 0.28 });
  });
}

export function compact(c, o) {
  const { color, shell = '#c79a86' } = o;
  shadow(c, 150);
  c.ellipse(0, -208, 140, 140, c.lin([[0, light(shell, 0.4)], [0.5, shell], [1, dark(shell, 0.35)]], [0, 0, 1, 1]));
  c.ellipse(0, -208, 122, 122, c.lin([[0, '#f7fafa'], [0.35, '#cfdcde'], [0.5, '#eef4f4'], [0.56, '#bccbce'], [1, '#e3ecec']], [0, 0, 1, 1]));
  c.path('M-84 -262L20 -318L58 -306L-96 -216Z', '#fff', { opacity: 0.4 });
  const d = 'M-152 -58C-152 -96 152 -96 152 -58V-30C152 14 -152 14 -152 -30Z';
  c.path(d, c.lin([[0, dark(shell, 0.28)], [0.2, light(shell, 0.35)], [0.6, shell], [1, dark(shell, 0.35)]]));
  c.ellipse(0, -58, 152, 38, c.lin([[0, light(shell, 0.45)], [1, dark(shell, 0.1)]]));
  c.ellipse(0, -57, 128, 29, dark(color, 0.35));
  c.ellipse(0, -55, 125, 27, c.lin([[0, light(color, 0.4)], [0.5, color], [1, dark(color, 0.16)]]));
  c.at(0, -55, 1, 0, () => c.group({ transform: 'scale(1 .24)' }, () => mark(c, o.sign ?? 'flower', 0, 0, 62, dark(color, 0.18))));
  c.rect(-26, -84, 52, 12, 5, c.lin(metal(GOLD)));
}

export function mascara(c, o) {
  const { cap = INK, color = '#7a3b4e' } = o;
  c.at(-62, 0, 1, 0, () => {
    shadow(c, 36);
    solid(c, drum(62, -210, 0, 6, 10), [-31, -210, 62, 210], color, { gloss: 0.55 });
    mark(c, o.sign ?? 'moon', 0, -110, 15, '#fff3dd');
    ring(c, 54, -226, 18, GOLD, metal);
  });
  c.at(64, -4, 1, 0, () => shadow(c, 34));
  c.at(64, -4, 1, 14, () => {
    solid(c, drum(56, -190, 0, 6, 10), [-28, -190, 56, 190], cap, { gloss: 0.5 });
    ring(c, 46, -204, 16, GOLD, metal);
    c.rect(-4, -268, 8, 66, 3, c.lin(metal(STEEL)));
    const bristles = 'M-14 -268Q-22 -330 -10 -392Q0 -402 10 -392Q22 -330 14 -268Z';
    c.path(bristles, c.lin([[0, '#17141a'], [0.4, '#4a4450'], [1, '#120f14']]));
    for (let i = 0; i < 13; i++) c.stroke(`M-18 ${-274 - i * 9}L18 ${-268 - i * 9}`, '#0f0c11', 2.2, { opacity: 0.6 });
  });
}

/** Pencils laid side by side. */
export function pencils(c, o) {
  o.colors.forEach((tone, i) => {
    c.at((i - (o.colors.length - 1) / 2) * 66, -150 + (i % 2) * 18, 1, 24, () => {
      const d = 'M-16 170V-96L-4 -150Q0 -160 4 -150L16 -96V170Q0 178 -16 170Z';
      flatShadow(c, d, { dx: 14, dy: 12, soft: 9 });
      c.path('M-16 170V-96H16V170Q0 178 -16 170Z', c.lin([[0, dark(tone, 0.25)], [0.3, light(tone, 0.4)], [0.6, tone], [1, dark(tone, 0.4)]]));
      c.path('M-16 -96L-7 -136H7L16 -96Q10 -104 5 -96Q0 -104 -6 -96Q-11 -104 -16 -96Z', c.lin([[0, '#c99a6b'], [0.4, '#f0d2ab'], [1, '#b07f50']]));
      c.path('M-7 -136L-3 -152Q0 -160 3 -152L7 -136Z', dark(tone, 0.1));
      c.rect(-16, 128, 32, 12, 0, c.lin(metal(GOLD)));
    });
  });
}

export function sponge(c, { color }) {
  shadow(c, 92);
  const d = 'M0 -260C52 -212 106 -150 106 -90C106 -34 60 2 0 2C-60 2 -106 -34 -106 -90C-106 -150 -52 -212 0 -260Z';
  c.path(d, c.rad([[0, light(color, 0.6)], [0.4, color], [0.82, dark(color, 0.22)], [1, dark(color, 0.34)]], { cx: 0.46, cy: 0.5, r: 0.62, fx: 0.3, fy: 0.4 }));
  for (let i = 0; i < 46; i++) {
    const [t, r] = [i * 2.4, 12 + ((i * 37) % 66)];
    c.ellipse(Math.cos(t) * r, -96 + Math.sin(t) * r, 2.2, 1.8, dark(color, 0.35), { opacity: 0.3 });
  }
}

export function brushes(c, o) {
  const { color = '#e7c9b4', handle = INK } = o;
  shadow(c, 92);
  [[-52, -13, 1, 34], [-18, -3, 1.12, 44], [22, 5, 0.96, 26], [56, 15, 1.05, 38]].forEach(([x, turn, scale, head], i) => {
    c.at(x * 0.6, -120, scale, turn, () => {
      c.path('M-9 60L-7 -108H7L9 60Z', c.lin([[0, dark(handle, 0.2)], [0.35, light(handle, 0.45)], [1, dark(handle, 0.4)]]));
      c.path('M-8 -106L-12 -160H12L8 -106Z', c.lin(metal(i % 2 ? GOLD : '#d0a58f')));
      const d = `M-12 -160C${-head} -196 ${-head * 0.8} -236 0 -262C${head * 0.8} -236 ${head} -196 12 -160Z`;
      const hair = i % 2 ? '#6e4a38' : '#3c2c28';
      c.path(d, c.lin([[0, dark(hair, 0.3)], [0.35, light(hair, 0.3)], [1, dark(hair, 0.35)]]));
      c.path(`M-10 -230Q0 -262 10 -230Q0 -238 -10 -230Z`, mix(hair, '#e3b3a5', 0.6));
    });
  });
  const cup = 'M-92 -170Q0 -152 92 -170L80 -14Q0 12 -80 -14Z';
  solid(c, cup, [-92, -170, 184, 176], color, { gloss: 0.45 });
  mark(c, o.sign ?? 'arch', 0, -84, 30, dark(color, 0.45));
}
