// T-shirt, polo, shirt and uniforms, laid flat. Each draws round the middle of the garment.
import { dark, light } from '../lib/svg.mjs';
import { embroider } from '../lib/thread.mjs';
import { button, cloth, rib, seam, stitches } from './cloth.mjs';

const BODY = 'M-74 -212C-40 -184 40 -184 74 -212L136 -186C146 -120 146 -60 142 -20C146 70 146 150 150 218C80 234 -80 234 -150 218C-146 150 -146 70 -142 -20C-146 -60 -146 -120 -136 -186Z';
const shortSleeve = (s) => `M${s * 132} -188C${s * 170} -172 ${s * 192} -146 ${s * 204} -112L${s * 246} -4Q${s * 214} 22 ${s * 168} 28L${s * 140} -48C${s * 146} -100 ${s * 144} -150 ${s * 132} -188Z`;
const longSleeve = (s) => `M${s * 132} -188C${s * 176} -170 ${s * 196} -136 ${s * 206} -90L${s * 250} 176Q${s * 226} 192 ${s * 192} 188L${s * 141} -46C${s * 146} -100 ${s * 144} -150 ${s * 132} -188Z`;

const bodyFolds = [
  ['M-128 -40C-100 20 -120 90 -96 200', 26, 'dark'], ['M120 -30C96 40 124 110 92 206', 30, 'dark'], ['M-60 60C-40 120 -64 160 -40 214', 18, 'dark', 0.14],
  ['M-92 -60C-66 30 -92 100 -70 200', 18, 'light', 0.28], ['M60 -20C44 60 66 120 46 200', 20, 'light', 0.22], ['M-120 -60Q-60 -20 -20 -30', 14, 'dark', 0.16], ['M124 -62Q70 -24 20 -34', 14, 'dark', 0.16],
];
const sleeveFolds = (s) => [[`M${s * 150} -60Q${s * 190} -70 ${s * 214} -40`, 16, 'dark', 0.26], [`M${s * 152} -120Q${s * 186} -80 ${s * 206} 0`, 16, 'light', 0.25]];
const longFolds = (s) => [[`M${s * 148} -30Q${s * 190} -50 ${s * 212} -20`, 18, 'dark', 0.3], [`M${s * 170} 40Q${s * 200} 20 ${s * 226} 50`, 16, 'dark', 0.26], [`M${s * 190} -90C${s * 206} 0 ${s * 216} 80 ${s * 232} 170`, 14, 'light', 0.25]];

function inside(c, color) {
  c.path('M-74 -212C-40 -226 40 -226 74 -212C40 -184 -40 -184 -74 -212Z', dark(color, 0.45));
}

/** Body and sleeves; returns nothing, the collar comes on top. */
export function torso(c, color, { long = false, trim } = {}) {
  const sleeve = long ? longSleeve : shortSleeve;
  for (const s of [-1, 1]) {
    cloth(c, sleeve(s), color, long ? longFolds(s) : sleeveFolds(s));
    if (long) rib(c, `M${s * 245} 146L${s * 250} 176Q${s * 226} 192 ${s * 192} 188L${s * 186} 160Q${s * 220} 162 ${s * 245} 146Z`, trim ?? dark(color, 0.08));
    else if (trim) c.stroke(`M${s * 243} -10Q${s * 212} 14 ${s * 168} 20`, trim, 9);
    else stitches(c, `M${s * 240} -16Q${s * 208} 8 ${s * 163} 14`, dark(color, 0.4), 1.4);
  }
  inside(c, color);
  cloth(c, BODY, color, bodyFolds);
  for (const s of [-1, 1]) seam(c, `M${s * 133} -188C${s * 145} -150 ${s * 146} -100 ${s * 140} -46`, color, 0.4);
  stitches(c, 'M-148 206C-80 221 80 221 148 206', dark(color, 0.4), 1.4);
}

export function tshirt(c, { color, motif = 'flower', threads = ['#fff'], big = false, trim }) {
  c.at(0, -250, 1.06, 0, () => {
    torso(c, color, { trim });
    c.stroke('M-72 -210C-38 -178 38 -178 72 -210', dark(color, 0.5), 17, { opacity: 0.3, transform: 'translate(0 4)' });
    c.stroke('M-72 -211C-38 -181 38 -181 72 -211', c.lin([[0, light(trim ?? color, 0.18)], [1, dark(trim ?? color, 0.18)]]), 14);
    if (big) embroider(c, motif, 0, -40, 74, threads);
    else embroider(c, motif, 66, -104, 30, threads);
  });
}

export function polo(c, { color, motif = 'shield', threads = ['#fff'], trim }) {
  c.at(0, -250, 1.06, 0, () => {
    torso(c, color, { trim });
    c.path('M-22 -206H22V-96H-22Z', c.lin([[0, light(color, 0.12)], [1, dark(color, 0.16)]]));
    c.stroke('M-22 -200V-96H22V-200', dark(color, 0.5), 1.8, { opacity: 0.55 });
    for (const y of [-164, -132]) button(c, 0, y, 7, light(color, 0.6));
    for (const s of [-1, 1]) {
      const d = `M${s * 4} -186L${s * 78} -226Q${s * 96} -212 ${s * 92} -194L${s * 50} -142Q${s * 22} -160 ${s * 4} -186Z`;
      c.path(d, '#000', { opacity: 0.16, transform: 'translate(2 7)', filter: c.blur(4) });
      c.path(d, c.lin([[0, light(trim ?? color, 0.24)], [1, dark(trim ?? color, 0.12)]], [0, 0, 1, 1]));
      c.stroke(`M${s * 86} -190L${s * 50} -149`, light(color, 0.5), 2, { opacity: 0.5 });
    }
    embroider(c, motif, 72, -98, 29, threads);
  });
}

export function shirt(c, { color, motif = 'name', threads = ['#334'], buttons = '#f3efe6' }) {
  c.at(0, -250, 1.06, 0, () => {
    torso(c, color, { long: true });
    c.path('M-14 -200H14V226H-14Z', c.lin([[0, light(color, 0.2)], [1, dark(color, 0.1)]]));
    stitches(c, 'M-10 -180V222M10 -180V222', dark(color, 0.35), 1.3);
    for (let y = -150; y < 210; y += 58) button(c, 0, y, 7, buttons);
    for (const s of [-1, 1]) {
      const d = `M${s * 2} -182L${s * 66} -232Q${s * 92} -222 ${s * 90} -200L${s * 62} -126L${s * 2} -182Z`;
      c.path(d, '#000', { opacity: 0.18, transform: 'translate(2 7)', filter: c.blur(4) });
      c.path(d, c.lin([[0, light(color, 0.4)], [1, dark(color, 0.1)]], [0, 0, 1, 1]));
      stitches(c, `M${s * 83} -198L${s * 60} -138L${s * 10} -184`, dark(color, 0.35), 1.3);
    }
    c.path('M40 -98H112V-22Q112 -14 104 -10L76 2L48 -10Q40 -14 40 -22Z', light(color, 0.1), { opacity: 0.55 });
    stitches(c, 'M40 -98H112V-22Q112 -14 104 -10L76 2L48 -10Q40 -14 40 -22Z', dark(color, 0.4), 1.4);
    embroider(c, motif, 76, -122, 25, threads);
  });
}

/** Scrub top with a crossed neck, for clinics, spas and salons. */
export function scrub(c, { color, motif = 'cross', threads = ['#fff'], trim }) {
  c.at(0, -250, 1.06, 0, () => {
    torso(c, color, { trim: trim ?? dark(color, 0.3) });
    c.path('M-74 -213L0 -112L74 -213C40 -226 -40 -226 -74 -213Z', dark(color, 0.5));
    c.stroke('M-74 -211L6 -104', trim ?? dark(color, 0.3), 15);
    c.stroke('M74 -211L-2 -110', dark(color, 0.6), 18, { opacity: 0.25 });
    c.stroke('M74 -211L-6 -104', trim ?? dark(color, 0.3), 15);
    for (const s of [-1, 1]) {
      const d = `M${s * 28} 86H${s * 116}V176Q${s * 116} 186 ${s * 106} 186H${s * 38}Q${s * 28} 186 ${s * 28} 176Z`;
      c.path(d, light(color, 0.08), { opacity: 0.7 });
      c.stroke(`M${s * 28} 92H${s * 116}`, dark(color, 0.3), 9, { 'stroke-linecap': 'butt', opacity: 0.8 });
      stitches(c, d, dark(color, 0.45), 1.4);
    }
    embroider(c, motif, 76, -92, 24, threads);
  });
}
