// Caps, bucket hat, beanie, visor.
import { dark, light } from '../lib/svg.mjs';
import { flatShadow, shadow } from '../lib/form.mjs';
import { embroider } from '../lib/thread.mjs';
import { rib, stitches } from './cloth.mjs';

function dome(c, d, color, creases) {
  c.path(d, c.rad([[0, light(color, 0.36)], [0.5, color], [1, dark(color, 0.36)]], { cx: 0.4, cy: 0.35, r: 0.72 }));
  c.group({ 'clip-path': c.clip(d) }, () => {
    for (const crease of creases) c.stroke(crease, dark(color, 0.7), 22, { opacity: 0.2, filter: c.blur(9) });
  });
}

export function cap(c, { color, brim = color, motif = 'mountain', threads = ['#fff'], mesh }) {
  shadow(c, 196);
  const d = 'M-178 -66C-196 -210 -120 -312 0 -314C120 -312 196 -210 178 -66C120 -98 -120 -98 -178 -66Z';
  dome(c, d, color, ['M-92 -90C-100 -190 -60 -270 -8 -310', 'M92 -90C100 -190 60 -270 8 -310']);
  if (mesh) {
    for (const s of [-1, 1]) {
      const side = `M${s * 178} -66C${s * 196} -210 ${s * 120} -312 ${s * 18} -314C${s * 78} -270 ${s * 112} -190 ${s * 106} -86Q${s * 150} -80 ${s * 178} -66Z`;
      c.path(side, c.lin([[0, light(mesh, 0.2)], [1, dark(mesh, 0.25)]], [0, 0, 0.5, 1]));
      c.path(side, c.pattern(13, `<circle cx="4" cy="4" r="2.5" fill="${dark(mesh, 0.55)}" opacity=".5"/><circle cx="10.5" cy="10.5" r="2.5" fill="${dark(mesh, 0.55)}" opacity=".5"/>`));
    }
  }
  for (const s of [-1, 1]) {
    c.stroke(`M${s * 106} -86C${s * 112} -190 ${s * 78} -270 ${s * 8} -312`, dark(color, 0.5), 2, { opacity: 0.55 });
    stitches(c, `M${s * 99} -88C${s * 104} -190 ${s * 70} -268 ${s * 6} -306`, light(color, 0.45), 1.5);
    c.ellipse(s * 62, -258, 5, 4, dark(color, 0.6));
  }
  c.ellipse(0, -316, 16, 9, c.lin([[0, light(color, 0.4)], [1, dark(color, 0.35)]], [0, 0, 0, 1]));
  embroider(c, motif, 0, -178, 60, threads);
  const visor = 'M-182 -72C-120 -104 120 -104 182 -72C226 -30 214 6 168 2C90 -30 -90 -30 -168 2C-214 6 -226 -30 -182 -72Z';
  c.path(visor, '#000', { opacity: 0.25, filter: c.blur(6), transform: 'translate(0 -5)' });
  c.path(visor, c.lin([[0, dark(brim, 0.1)], [0.3, light(brim, 0.28)], [0.8, brim], [1, dark(brim, 0.4)]], [0, 0, 0, 1]));
  for (const k of [10, 22, 34]) stitches(c, `M${-182 - k * 0.3} ${-70 + k}C${-110} ${-98 + k * 0.96} 110 ${-98 + k * 0.96} ${182 + k * 0.3} ${-70 + k}`, light(brim, 0.45), 1.4);
}

export function bucket(c, { color, motif = 'flower', threads = ['#fff'] }) {
  shadow(c, 210);
  const crown = 'M-142 -96C-140 -180 -122 -260 -96 -288C-50 -306 50 -306 96 -288C122 -260 140 -180 142 -96Q0 -50 -142 -96Z';
  const brim = 'M-142 -104C-176 -74 -222 -44 -232 -14C-150 30 150 30 232 -14C222 -44 176 -74 142 -104C60 -74 -60 -74 -142 -104Z';
  dome(c, crown, color, ['M-100 -100C-96 -190 -84 -250 -70 -284', 'M104 -100C98 -190 88 -250 74 -284']);
  c.stroke('M-98 -286C-50 -270 50 -270 98 -286', dark(color, 0.5), 2.2, { opacity: 0.6 });
  stitches(c, 'M-104 -276C-50 -258 50 -258 104 -276', light(color, 0.45), 1.6);
  embroider(c, motif, 0, -174, 54, threads);
  c.path(brim, c.lin([[0, dark(color, 0.24)], [0.24, light(color, 0.24)], [0.7, color], [1, dark(color, 0.4)]], [0, 0, 0, 1]));
  for (const k of [0, 1, 2, 3]) stitches(c, `M${-158 - k * 18} ${-80 + k * 17}C${-70} ${-50 + k * 19} 70 ${-50 + k * 19} ${158 + k * 18} ${-80 + k * 17}`, light(color, 0.4), 1.5);
}

export function beanie(c, { color, patch = '#caa06a', motif = 'mountain', threads = ['#3a2a1e'] }) {
  shadow(c, 160);
  const d = 'M-150 -100C-160 -250 -90 -330 0 -332C90 -330 160 -250 150 -100Z';
  dome(c, d, color, []);
  for (let i = -6; i <= 6; i++) c.stroke(`M${i * 23} -96C${i * 24} -210 ${i * 13} -290 ${i * 4} -328`, i % 2 ? dark(color, 0.55) : light(color, 0.5), 6, { opacity: 0.28 });
  const cuff = 'M-158 -112Q0 -90 158 -112Q168 -60 158 -10Q0 18 -158 -10Q-168 -60 -158 -112Z';
  c.path(cuff, '#000', { opacity: 0.25, filter: c.blur(6), transform: 'translate(0 -6)' });
  rib(c, cuff, color, 14);
  c.path('M-66 -92Q0 -84 66 -92V-20Q0 -10 -66 -20Z', c.lin([[0, light(patch, 0.3)], [1, dark(patch, 0.2)]], [0, 0, 1, 1]));
  stitches(c, 'M-60 -86Q0 -78 60 -86V-26Q0 -16 -60 -26Z', dark(patch, 0.5), 1.8);
  embroider(c, motif, 0, -52, 26, threads);
}

export function sunVisor(c, { color, motif = 'sun', threads = ['#fff'] }) {
  shadow(c, 196);
  c.path('M-176 -110C-150 -190 150 -190 176 -110C120 -150 -120 -150 -176 -110Z', dark(color, 0.5));
  const band = 'M-182 -112C-130 -206 130 -206 182 -112L186 -50C110 -96 -110 -96 -186 -50Z';
  flatShadow(c, band, { dy: 8, opacity: 0.2 });
  c.path(band, c.lin([[0, dark(color, 0.25)], [0.3, light(color, 0.3)], [0.7, color], [1, dark(color, 0.32)]]));
  stitches(c, 'M-176 -112C-124 -196 124 -196 176 -112M-180 -62C-106 -106 106 -106 180 -62', light(color, 0.5), 1.6);
  embroider(c, motif, 0, -132, 34, threads);
  const visor = 'M-188 -60C-110 -104 110 -104 188 -60C232 -16 216 22 170 16C90 -18 -90 -18 -170 16C-216 22 -232 -16 -188 -60Z';
  c.path(visor, c.lin([[0, dark(color, 0.06)], [0.3, light(color, 0.3)], [0.8, color], [1, dark(color, 0.4)]], [0, 0, 0, 1]));
  for (const k of [12, 26, 40]) stitches(c, `M${-188 - k * 0.3} ${-56 + k}C-110 ${-96 + k} 110 ${-96 + k} ${188 + k * 0.3} ${-56 + k}`, light(color, 0.45), 1.5);
}
