// Soap, candles, towels, pouches and small accessories.
import { dark, light } from '../lib/svg.mjs';
import { box, drum, flatShadow, metal, ring, shadow, slab, solid, GOLD } from '../lib/form.mjs';
import { embroider } from '../lib/thread.mjs';
import { inkOn, label, mark } from '../lib/label.mjs';

export function soap(c, { color, second, sign = 'leaf' }) {
  shadow(c, 178);
  const bar = (tone, y, stamped = true) => {
    c.path(`M-170 ${y - 62}Q-170 ${y - 82} -140 ${y - 82}H140Q170 ${y - 82} 170 ${y - 62}V${y - 22}Q170 ${y} 140 ${y}H-140Q-170 ${y} -170 ${y - 22}Z`, c.lin([[0, dark(tone, 0.2)], [0.2, light(tone, 0.2)], [0.6, tone], [1, dark(tone, 0.3)]]));
    const top = `M-150 ${y - 132}H126Q146 ${y - 132} 154 ${y - 116}L170 ${y - 74}Q172 ${y - 56} 146 ${y - 56}H-146Q-174 ${y - 56} -168 ${y - 74}Z`;
    c.path(top, c.lin([[0, light(tone, 0.6)], [0.6, light(tone, 0.22)], [1, tone]], [0, 0, 1, 1]));
    if (stamped) c.at(0, y - 94, 1, 0, () => c.group({ transform: 'scale(1 .46)' }, () => {
      c.ellipse(0, 0, 74, 58, 'none', { stroke: dark(tone, 0.25), 'stroke-width': 3, opacity: 0.6 });
      mark(c, sign, 0, 0, 40, dark(tone, 0.22));
    }));
  };
  if (second) bar(second, 0, false);
  c.at(second ? 14 : 0, 0, 1, 0, () => bar(color, second ? -78 : 0));
  [[-196, -6, 20], [-226, 6, 12], [196, 2, 15]].forEach(([x, y, r]) => {
    c.ellipse(x, y - r, r, r, c.rad([[0, '#fff', 0.15], [0.8, '#fff', 0.35], [1, '#fff', 0.95]]));
    c.ellipse(x - r * 0.35, y - r * 1.4, r * 0.2, r * 0.15, '#fff');
  });
}

export function candle(c, { color, wax = '#fbf1df', sign = 'moon', label: paper = '#fffcf5' }) {
  shadow(c, 120);
  c.ellipse(0, -270, 150, 150, c.rad([[0, '#ffd27a', 0.55], [1, '#ffd27a', 0]]));
  const d = drum(226, -218, 0, 18, 22);
  solid(c, d, [-113, -218, 226, 218], color, { gloss: 0.5 });
  c.ellipse(0, -212, 108, 25, dark(color, 0.35));
  c.ellipse(0, -206, 101, 21, c.rad([[0, '#fff6d8'], [0.5, wax], [1, dark(wax, 0.14)]]));
  c.ellipse(0, -212, 108, 25, 'none', { stroke: light(color, 0.6), 'stroke-width': 3, opacity: 0.8 });
  c.stroke('M0 -206V-226', '#3a2c24', 4);
  c.path('M0 -284C20 -256 18 -226 0 -222C-18 -226 -16 -254 0 -284Z', c.lin([[0, '#ffb545'], [0.6, '#ffe08a'], [1, '#7aa7d8']], [0, 0, 0, 1]));
  c.path('M0 -256C8 -244 8 -230 0 -227C-8 -230 -8 -244 0 -256Z', '#fffbe8');
  label(c, -62, -166, 124, 122, { fill: paper, ink: dark(color, 0.6), sign });
}

/** Folded towels; `embroidery` is [motif, threads] for the top one. */
export function towels(c, { colors, band = '#fffaf0', embroidery }) {
  shadow(c, 196);
  colors.forEach((tone, i) => {
    const y = -i * 82;
    const inset = i * 7;
    const [x, w] = [-196 + inset, 392 - inset * 2];
    const d = `M${x + 34} ${y - 84}H${x + w - 6}Q${x + w + 4} ${y - 42} ${x + w - 6} ${y}H${x + 34}Q${x - 6} ${y} ${x - 6} ${y - 42}Q${x - 6} ${y - 84} ${x + 34} ${y - 84}Z`;
    c.path(d, c.lin([[0, light(tone, 0.35)], [0.35, tone], [0.8, dark(tone, 0.14)], [1, dark(tone, 0.34)]], [0, 0, 0, 1]));
    c.path(d, c.pattern(12, `<path d="M1 4h5M7 10h5" stroke="${dark(tone, 0.4)}" stroke-width="1.6" opacity=".14"/><path d="M2 1v3M8 7v3" stroke="#fff" stroke-width="1.6" opacity=".2"/>`));
    c.stroke(`M${x + w - 8} ${y - 28}H${x + 46}Q${x + 26} ${y - 42} ${x + 46} ${y - 56}H${x + w - 6}`, dark(tone, 0.45), 4, { opacity: 0.35 });
    c.rect(x + w - 74, y - 83, 20, 82, 0, band, { opacity: 0.75 });
    c.rect(x + w - 46, y - 83, 6, 82, 0, band, { opacity: 0.75 });
  });
  if (embroidery) embroider(c, embroidery[0], -20, -82 * (colors.length - 1) - 42, 32, embroidery[1]);
}

export function pouch(c, { color, sign = 'flower', ink, embroidery }) {
  shadow(c, 172);
  const d = 'M-150 -222Q0 -238 150 -222Q162 -222 164 -206C184 -140 192 -80 184 -24Q180 4 150 4H-150Q-180 4 -184 -24C-192 -80 -184 -140 -164 -206Q-162 -222 -150 -222Z';
  c.path(d, c.lin([[0, light(color, 0.4)], [0.45, color], [1, dark(color, 0.34)]], [0, 0, 0.6, 1]));
  c.group({ 'clip-path': c.clip(d) }, () => {
    for (const [x, w] of [[-110, 40], [-20, 26], [96, 46]]) c.stroke(`M${x} -214Q${x + 20} -150 ${x - 14} -90`, dark(color, 0.5), w, { opacity: 0.14, filter: c.blur(12) });
    c.rect(-200, -40, 400, 50, 0, c.lin([[0, dark(color, 0.5), 0], [1, dark(color, 0.5), 0.4]], [0, 0, 0, 1]));
  });
  c.stroke('M-152 -206Q0 -222 152 -206', dark(color, 0.55), 13);
  c.stroke('M-152 -206Q0 -222 152 -206', c.lin(metal(GOLD)), 6, { 'stroke-dasharray': '5 4', 'stroke-linecap': 'butt' });
  c.path('M136 -212L176 -196L170 -178L132 -200Z', c.lin(metal(GOLD)));
  c.stroke('M170 -186Q196 -160 182 -120', dark(color, 0.2), 9);
  c.stroke('M-158 -186Q0 -202 158 -186', light(color, 0.4), 2, { 'stroke-dasharray': '9 6', opacity: 0.8 });
  if (embroidery) embroider(c, embroidery[0], 0, -96, 62, embroidery[1]);
  else mark(c, sign, 0, -98, 46, ink ?? inkOn(color));
}

export function scrunchies(c, { colors }) {
  const spots = [[-104, -78, 1], [98, -92, 0.94], [0, -210, 0.9]];
  colors.forEach((tone, i) => c.at(...spots[i], i * 40, () => {
    const n = 18;
    let d = '';
    for (let k = 0; k < n; k++) {
      const [a, b] = [(k / n) * Math.PI * 2, ((k + 0.5) / n) * Math.PI * 2];
      const e = ((k + 1) / n) * Math.PI * 2;
      const at = (t, r) => `${(Math.cos(t) * r).toFixed(1)} ${(Math.sin(t) * r * 0.9).toFixed(1)}`;
      d += `${k ? '' : `M${at(a, 104)}`}Q${at(b, 126)} ${at(e, 104)}`;
    }
    const hole = 'M0 -46A50 46 0 1 0 .1 -46Z';
    flatShadow(c, `${d}Z${hole}`, { opacity: 0.3 });
    c.path(`${d}Z${hole}`, c.rad([[0.3, dark(tone, 0.3)], [0.62, light(tone, 0.4)], [0.8, tone], [1, dark(tone, 0.28)]]), { 'fill-rule': 'evenodd' });
    for (let k = 0; k < n; k++) {
      const t = (k / n) * Math.PI * 2;
      c.stroke(`M${Math.cos(t) * 56} ${Math.sin(t) * 52}Q${Math.cos(t + 0.12) * 80} ${Math.sin(t + 0.12) * 74} ${Math.cos(t) * 101} ${Math.sin(t) * 92}`, k % 2 ? dark(tone, 0.35) : light(tone, 0.55), 5, { opacity: 0.42 });
    }
  }));
}

export function clips(c, { colors }) {
  colors.forEach((tone, i) => c.at((i - (colors.length - 1) / 2) * 108, -170 + (i % 2) * 20, 1.15, 22 - i * 8, () => {
    const d = 'M-22 150Q-30 20 -18 -120Q0 -164 18 -120Q30 20 22 150Q0 164 -22 150Z';
    flatShadow(c, d, { soft: 9 });
    slab(c, d, tone, { rim: 0.6, depth: 0.3 });
    c.path('M-9 96Q-12 10 -6 -84Q0 -100 6 -84Q12 10 9 96Q0 104 -9 96Z', dark(tone, 0.35), { opacity: 0.75 });
    c.path('M-22 150Q-24 110 -23 84L23 84Q24 110 22 150Q0 164 -22 150Z', c.lin(metal(GOLD)));
    c.stroke('M-15 70Q-18 -20 -10 -112', '#fff', 4, { opacity: 0.45 });
    ring(c, 52, 66, 16, GOLD, metal);
  }));
}

export function bonnet(c, { color, band }) {
  shadow(c, 170);
  const d = 'M-168 -58C-230 -130 -190 -300 -60 -322C40 -352 190 -300 206 -176C212 -116 190 -80 168 -58Z';
  c.path(d, c.rad([[0, light(color, 0.5)], [0.5, color], [1, dark(color, 0.36)]], { cx: 0.42, cy: 0.35, r: 0.7 }));
  c.group({ 'clip-path': c.clip(d) }, () => {
    for (const [x, top, tone] of [[-140, -230, dark(color, 0.5)], [-92, -296, light(color, 0.7)], [-40, -310, dark(color, 0.5)], [20, -300, light(color, 0.7)], [76, -290, dark(color, 0.5)], [128, -240, light(color, 0.6)]])
      c.stroke(`M${x * 0.8} -50C${x} -140 ${x * 1.15} -200 ${x * 0.7} ${top}`, tone, 20, { opacity: 0.24, filter: c.blur(7) });
  });
  const rim = 'M-172 -70Q0 -34 172 -70Q188 -40 170 -16Q0 22 -170 -16Q-188 -40 -172 -70Z';
  c.path(rim, c.lin([[0, dark(band, 0.2)], [0.3, light(band, 0.4)], [0.6, band], [1, dark(band, 0.35)]]));
  for (let i = -9; i <= 9; i++) c.stroke(`M${i * 18} ${-58 + Math.abs(i) * -0.6}q4 26 0 46`, dark(band, 0.45), 3, { opacity: 0.35 });
}
