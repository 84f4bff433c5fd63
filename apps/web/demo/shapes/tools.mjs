// Electric tools of the salon, and things that cut.
import { dark, light } from '../lib/svg.mjs';
import { box, drum, flatShadow, metal, shadow, slab, solid, GOLD, INK, STEEL } from '../lib/form.mjs';

const cord = (c, d) => {
  c.stroke(d, '#4a3524', 10, { opacity: 0.16, transform: 'translate(6 9)', filter: c.blur(4) });
  c.stroke(d, '#29272b', 9);
  c.stroke(d, '#6d6a72', 2.4, { opacity: 0.7, transform: 'translate(-1.5 -1.5)' });
};

export function dryer(c, { color, accent = GOLD }) {
  cord(c, 'M24 -6C60 60 150 20 190 44S250 66 270 30');
  c.at(18, 0, 1, 0, () => shadow(c, 92));
  const handle = 'M-34 -170L-22 -16Q-20 6 6 6H40Q66 6 62 -18L46 -170Z';
  solid(c, handle, [-34, -170, 98, 176], color, { gloss: 0.3 });
  c.path(box(-12, -128, 32, 62, 12), dark(color, 0.4));
  c.path(box(-6, -122, 20, 24, 8), c.lin(metal(accent), [0, 0, 0, 1]));
  const barrel = 'M-170 -292C-150 -318 -60 -330 40 -328C124 -326 156 -284 156 -238C156 -190 124 -150 40 -150C-60 -148 -150 -164 -170 -186Z';
  const across = [[0, light(color, 0.2)], [0.18, light(color, 0.5)], [0.45, color], [0.85, dark(color, 0.34)], [1, dark(color, 0.16)]];
  c.path(barrel, c.lin(across, [0, 0, 0, 1]));
  c.path('M-196 -286L-166 -294V-184L-196 -192Z', c.lin([[0, light(accent, 0.6)], [0.4, accent], [1, dark(accent, 0.4)]], [0, 0, 0, 1]));
  c.path('M-262 -296Q-230 -300 -194 -290V-188Q-230 -178 -262 -182Q-270 -238 -262 -296Z', c.lin(across.map(([t, tone]) => [t, dark(tone, 0.24)]), [0, 0, 0, 1]));
  c.path('M-262 -296Q-254 -238 -262 -182Q-270 -238 -262 -296Z', '#141216');
  c.ellipse(112, -239, 36, 78, c.lin([[0, dark(color, 0.15)], [1, dark(color, 0.6)]]));
  for (let i = -3; i <= 3; i++) c.ellipse(114, -239, 30 - Math.abs(i) * 6, 70 - Math.abs(i) * 14, 'none', { stroke: dark(color, 0.75), 'stroke-width': 2.4, opacity: 0.55 });
  c.path('M-140 -296C-60 -318 40 -316 104 -296C40 -302 -60 -304 -140 -284Z', '#fff', { opacity: 0.5 });
  c.ellipse(-10, -238, 30, 30, c.lin(metal(accent)));
  c.ellipse(-10, -238, 22, 22, c.lin([[0, light(color, 0.2)], [1, dark(color, 0.4)]], [0, 0, 1, 1]));
}

export function straightener(c, { color, accent = GOLD }) {
  cord(c, 'M150 -34C210 -20 220 44 160 50S60 66 40 82');
  const arm = (turn, flip) => c.at(150, -60, 1, turn, () => c.group({ transform: `scale(1 ${flip})` }, () => {
    const d = 'M16 8H-180L-396 4Q-408 2 -406 -12L-400 -34Q-398 -44 -386 -44H-20Q24 -44 24 -14Q24 8 16 8Z';
    flatShadow(c, d, { dx: 8, dy: flip > 0 ? 18 : 6, opacity: 0.24 });
    const across = [[0, light(color, 0.45)], [0.35, color], [1, dark(color, 0.42)]];
    c.path(d, c.lin(flip > 0 ? across : across.map(([t], i) => [t, across[2 - i][1]]), [0, 0, 0, 1]));
    c.path('M-190 8L-392 4V14L-194 18Z', c.lin([[0, dark(accent, 0.2)], [0.5, light(accent, 0.5)], [1, dark(accent, 0.3)]]));
    c.stroke('M-384 -34H-30', '#fff', 4, { opacity: 0.35 });
    c.rect(-130, -26, 64, 14, 7, dark(color, 0.6));
    c.ellipse(-84, -19, 5, 5, '#7fe0a8');
  }));
  arm(10, -1);
  arm(24, 1);
  c.ellipse(146, -66, 15, 15, c.lin(metal(accent)));
}

export function curler(c, { color, accent = GOLD }) {
  cord(c, 'M168 -20C230 20 190 72 120 62S20 60 0 84');
  c.at(160, -26, 1, 32, () => {
    const all = box(-440, -34, 452, 68, 30);
    flatShadow(c, all, { opacity: 0.26 });
    const across = (tone) => c.lin([[0, dark(tone, 0.1)], [0.25, light(tone, 0.6)], [0.55, tone], [1, dark(tone, 0.45)]], [0, 0, 0, 1]);
    c.path('M-190 -24H-410Q-440 -24 -440 0Q-440 24 -410 24H-190Z', across(accent));
    c.path('M-180 -24L-386 -32Q-396 -24 -386 -14L-180 -12Z', across(light(accent, 0.2)));
    c.path('M-206 -28Q-196 -34 -170 -36H-10Q16 -32 16 0Q16 32 -10 36H-170Q-196 34 -206 28Z', across(color));
    c.path('M-196 -30L-150 -66Q-136 -74 -134 -60L-150 -36Z', across(color));
    c.rect(-100, -9, 52, 18, 9, dark(color, 0.6));
    c.ellipse(-62, 0, 5, 5, '#ff9d76');
    c.stroke('M-166 -22H-20', '#fff', 4, { opacity: 0.35 });
  });
}

export function clippers(c, { color, accent = GOLD }) {
  shadow(c, 96);
  c.path('M-52 -338H52L46 -296H-46Z', c.lin(metal(STEEL)));
  for (let i = 0; i < 14; i++) c.path(`M${-52 + i * 7.6} -338l3 -22l3 22Z`, c.lin(metal('#c8ccd0')));
  const d = 'M-46 -300H46C62 -270 66 -240 60 -200C52 -130 58 -80 62 -20Q62 4 40 4H-40Q-62 4 -62 -20C-58 -80 -52 -130 -60 -200C-66 -240 -62 -270 -46 -300Z';
  solid(c, d, [-64, -300, 128, 304], color, { gloss: 0.4 });
  c.path('M-30 -288H30L22 -236Q0 -226 -22 -236Z', c.lin(metal(accent)));
  c.path(box(-14, -190, 28, 60, 14), dark(color, 0.5));
  c.path(box(-9, -184, 18, 26, 9), c.lin(metal(accent), [0, 0, 0, 1]));
  for (let i = 0; i < 6; i++) c.rect(-32, -96 + i * 13, 64, 5, 2.5, dark(color, 0.5), { opacity: 0.5 });
}

export function scissors(c, { color = STEEL, accent = GOLD }) {
  c.at(0, -190, 1, 28, () => {
    const half = (turn, flip) => c.at(0, 0, 1, turn, () => c.group({ transform: `scale(${flip} 1)` }, () => {
      const d = 'M-12 6C-20 -80 -10 -170 0 -226C8 -170 12 -80 12 6L26 96Q34 110 30 128L8 124Z';
      flatShadow(c, d, { soft: 8, dx: 10, dy: 12, opacity: 0.22 });
      c.path(d, c.lin([[0, dark(color, 0.3)], [0.42, light(color, 0.75)], [0.5, light(color, 0.2)], [0.54, dark(color, 0.24)], [1, light(color, 0.3)]]));
      c.stroke('M38 118C-10 118 -14 206 34 208C84 208 84 118 38 118Z', dark(accent, 0.35), 17);
      c.stroke('M38 118C-10 118 -14 206 34 208C84 208 84 118 38 118Z', c.lin(metal(accent)), 13);
      c.stroke('M60 196Q82 210 88 236', c.lin([[0, accent], [1, dark(accent, 0.3)]]), flip > 0 ? 9 : 0.01);
    }));
    half(-15, 1);
    half(15, -1);
    c.ellipse(0, 2, 14, 14, c.lin(metal(accent)));
    c.stroke('M-7 2H7', dark(accent, 0.6), 3);
  });
}

export function razor(c, { color = '#5a3726', accent = GOLD }) {
  c.at(-20, -150, 1, -12, () => {
    const handle = 'M-200 44C-140 20 60 22 160 34Q180 40 176 58Q172 72 150 72C40 66 -130 72 -196 84Q-222 66 -200 44Z';
    flatShadow(c, handle, { opacity: 0.28 });
    c.path(handle, c.lin([[0, light(color, 0.35)], [0.4, color], [1, dark(color, 0.45)]], [0, 0, 0, 1]));
    c.stroke('M-180 50C-110 32 60 34 150 44', '#fff', 4, { opacity: 0.35 });
    c.at(150, 52, 1, 34, () => {
      const blade = 'M12 8L-60 10L-84 -4Q-210 4 -318 -10V-66Q-330 -86 -300 -84L-84 -62L-56 -30H6Q44 -46 70 -74Q84 -78 80 -62Q58 -12 12 8Z';
      flatShadow(c, blade, { dx: 6, dy: 14, opacity: 0.26 });
      c.path(blade, c.lin([[0, '#eef1f3'], [0.35, '#a7adb3'], [0.6, '#f7f9fa'], [1, '#8b9198']], [0, 0, 0.2, 1]));
      c.path('M-84 -62L-300 -84Q-316 -84 -316 -72L-90 -44Z', '#fff', { opacity: 0.5 });
    });
    c.ellipse(152, 52, 11, 11, c.lin(metal(accent)));
    c.ellipse(-186, 64, 8, 8, c.lin(metal(accent)));
  });
}

export function lamp(c, { color = '#f2e9e4', accent = '#b08fd6' }) {
  shadow(c, 190);
  const d = 'M-186 -6V-70C-186 -190 -90 -226 0 -226S186 -190 186 -70V-6Q186 4 172 4H-172Q-186 4 -186 -6Z';
  solid(c, d, [-186, -226, 372, 230], color, { gloss: 0.3 });
  const mouth = 'M-132 4V-54C-132 -132 -60 -148 0 -148S132 -132 132 -54V4Z';
  c.path(mouth, c.lin([[0, dark(accent, 0.72)], [1, dark(accent, 0.3)]], [0, 0, 0, 1]));
  c.path(mouth, c.rad([[0, light(accent, 0.75), 0.95], [0.6, accent, 0.5], [1, accent, 0]], { cx: 0.5, cy: 0.18, r: 0.7 }));
  for (let i = -3; i <= 3; i++) c.ellipse(i * 34, -122 + Math.abs(i) * 10, 6, 4, '#fff', { opacity: 0.9 });
  c.rect(-34, -200, 68, 24, 12, dark(color, 0.75));
  c.rect(-18, -192, 36, 7, 3, '#9fe7d0');
  slab(c, box(-128, -10, 256, 16, 6), dark(color, 0.12));
}

export function files(c, { colors }) {
  colors.forEach((tone, i) => c.at((i - (colors.length - 1) / 2) * 84, -180 + (i % 2) * 14, 1, 16 + i * 5, () => {
    const d = drum(52, -190, 190, 0, 26);
    flatShadow(c, d, { soft: 9 });
    slab(c, d, tone);
    c.path(d, c.pattern(7, `<circle cx="2" cy="2" r="1.1" fill="${dark(tone, 0.5)}" opacity=".45"/><circle cx="5.4" cy="5.2" r=".8" fill="#fff" opacity=".6"/>`, 20));
    c.rect(-26, -24, 52, 48, 0, INK, { opacity: 0.08 });
  }));
}
