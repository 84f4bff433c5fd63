// Hoodie, jackets, waistcoat and apron.
import { dark, light } from '../lib/svg.mjs';
import { metal, GOLD, STEEL } from '../lib/form.mjs';
import { embroider } from '../lib/thread.mjs';
import { button, cloth, rib, seam, stitches } from './cloth.mjs';
import { torso } from './tops.mjs';

const hem = (c, color) => rib(c, 'M-150 192C-80 208 80 208 150 192L152 226C80 242 -80 242 -152 226Z', color);

export function hoodie(c, { color, motif = 'mountain', threads = ['#fff'], big = true }) {
  c.at(0, -246, 1.06, 0, () => {
    const hood = 'M-92 -196C-118 -262 -60 -300 0 -300S118 -262 92 -196C60 -150 -60 -150 -92 -196Z';
    cloth(c, hood, dark(color, 0.1), [['M-70 -210C-50 -260 50 -260 70 -210', 16, 'light', 0.3]]);
    torso(c, color, { long: true });
    c.path('M-78 -214C-70 -262 70 -262 78 -214C50 -160 -50 -160 -78 -214Z', c.lin([[0, dark(color, 0.6)], [1, dark(color, 0.35)]], [0, 0, 0, 1]));
    c.stroke('M-80 -216C-54 -156 54 -156 80 -216', dark(color, 0.5), 24, { opacity: 0.3, transform: 'translate(0 5)' });
    c.stroke('M-82 -220C-56 -160 56 -160 82 -220', c.lin([[0, light(color, 0.2)], [1, dark(color, 0.12)]]), 22);
    for (const s of [-1, 1]) {
      c.stroke(`M${s * 26} -174C${s * 34} -130 ${s * 24} -110 ${s * 30} -76`, light(color, 0.75), 6);
      c.rect(s * 30 - 4, -80, 8, 16, 3, c.lin(metal(STEEL)));
    }
    const pocket = 'M-76 84H76L112 178Q112 188 102 188H-102Q-112 188 -112 178Z';
    c.path(pocket, '#000', { opacity: 0.12, transform: 'translate(2 5)', filter: c.blur(4) });
    c.path(pocket, c.lin([[0, light(color, 0.12)], [1, dark(color, 0.16)]], [0, 0, 0.4, 1]));
    stitches(c, pocket, dark(color, 0.45), 1.4);
    hem(c, dark(color, 0.06));
    if (big) embroider(c, motif, 0, -4, 56, threads);
    else embroider(c, motif, 72, -90, 27, threads);
  });
}

/** Jacket: `kind` is 'denim', 'bomber' or 'softshell'. */
export function jacket(c, { color, kind = 'bomber', motif = 'bird', threads = ['#fff'], trim }) {
  const band = trim ?? dark(color, 0.28);
  c.at(0, -246, 1.06, 0, () => {
    torso(c, color, { long: true, trim: band });
    if (kind === 'denim') {
      const thread = '#d59a52';
      c.path('M-14 -196H14V220H-14Z', light(color, 0.1));
      stitches(c, 'M-11 -180V214M11 -180V214M-140 -92C-60 -80 60 -80 140 -92M-60 -84L-40 200M60 -84L40 200', thread, 1.8);
      for (let y = -150; y < 210; y += 64) button(c, 0, y, 8, '#c58a4a');
      for (const s of [-1, 1]) {
        const flap = `M${s * 30} -84H${s * 112}V-64L${s * 71} -44L${s * 30} -64Z`;
        c.path(flap, dark(color, 0.1));
        stitches(c, flap, thread, 1.6);
        button(c, s * 71, -60, 6, '#c58a4a');
      }
      c.path('M-152 192C-80 208 80 208 152 192L153 226C80 242 -80 242 -153 226Z', light(color, 0.06));
      stitches(c, 'M-148 200C-80 216 80 216 148 200', thread, 1.6);
    } else {
      c.rect(-5, -196, 10, 424, 2, dark(color, 0.6));
      c.rect(-3, -196, 6, 424, 2, c.lin(metal(kind === 'bomber' ? GOLD : STEEL)), { opacity: 0.8 });
      c.path('M-6 -172H6L9 -140Q0 -132 -9 -140Z', c.lin(metal(kind === 'bomber' ? GOLD : STEEL)));
      for (const s of [-1, 1]) {
        c.stroke(`M${s * 112} 60L${s * 76} 150`, dark(color, 0.6), 9, { opacity: 0.5 });
        c.stroke(`M${s * 112} 60L${s * 76} 150`, light(color, 0.2), 3, { opacity: 0.6 });
        if (kind === 'softshell') seam(c, `M${s * 140} -80C${s * 90} -66 ${s * 40} -66 ${s * 6} -74`, color, 0.6);
      }
      hem(c, band);
    }
    const collar = kind === 'bomber'
      ? 'M-84 -218C-50 -244 50 -244 84 -218L80 -190C44 -164 12 -158 0 -158S-44 -164 -80 -190Z'
      : 'M-86 -206L-70 -240C-30 -252 30 -252 70 -240L86 -206L52 -142L0 -186L-52 -142Z';
    c.path(collar, '#000', { opacity: 0.2, transform: 'translate(1 6)', filter: c.blur(4) });
    if (kind === 'bomber') rib(c, collar, band);
    else {
      c.path(collar, c.lin([[0, light(color, 0.2)], [1, dark(color, 0.16)]], [0, 0, 0.6, 1]));
      c.path('M-66 -226C-30 -238 30 -238 66 -226L0 -188Z', dark(color, 0.4));
      if (kind === 'denim') stitches(c, 'M-79 -204L-52 -152L-4 -192M79 -204L52 -152L4 -192', '#d59a52', 1.6);
    }
    embroider(c, motif, kind === 'denim' ? 78 : 74, kind === 'denim' ? 20 : -84, kind === 'denim' ? 38 : 32, threads);
  });
}

export function vest(c, { color, motif = 'shield', threads = ['#fff'], trim = '#e8d9a8' }) {
  c.at(0, -246, 1.06, 0, () => {
    const d = 'M-74 -212C-40 -190 40 -190 74 -212L128 -190C112 -130 120 -80 148 -44C150 60 148 150 150 218C80 232 -80 232 -150 218C-148 150 -150 60 -148 -44C-120 -80 -112 -130 -128 -190Z';
    c.path('M-74 -212C-40 -230 40 -230 74 -212C40 -190 -40 -190 -74 -212Z', dark(color, 0.5));
    cloth(c, d, color, []);
    for (let i = 0; i < 6; i++) {
      const y = -120 + i * 58;
      c.stroke(`M-146 ${y}C-70 ${y + 12} 70 ${y + 12} 146 ${y}`, dark(color, 0.6), 12, { opacity: 0.3, filter: c.blur(4), 'clip-path': c.clip(d) });
      c.stroke(`M-138 ${y + 18}C-70 ${y + 30} 70 ${y + 30} 138 ${y + 18}`, light(color, 0.7), 12, { opacity: 0.24, filter: c.blur(6) });
    }
    for (const s of [-1, 1]) c.stroke(`M${s * 127} -188C${s * 111} -130 ${s * 119} -80 ${s * 147} -44`, dark(color, 0.35), 8);
    c.path('M-82 -206L-70 -246C-30 -256 30 -256 70 -246L82 -206C40 -178 -40 -178 -82 -206Z', c.lin([[0, light(color, 0.2)], [1, dark(color, 0.25)]], [0, 0, 0.5, 1]));
    c.rect(-4, -216, 8, 440, 2, c.lin(metal(trim)));
    embroider(c, motif, 72, -92, 30, threads);
  });
}

export function apron(c, { color, motif = 'spoon', threads = ['#fff'], strap = '#7a5236' }) {
  c.at(0, -246, 1.04, 0, () => {
    c.stroke('M-74 -200C-66 -300 66 -300 74 -200', dark(strap, 0.2), 16);
    c.stroke('M-74 -200C-66 -300 66 -300 74 -200', strap, 11);
    for (const s of [-1, 1]) c.stroke(`M${s * 146} -12C${s * 210} 4 ${s * 190} 80 ${s * 226} 130`, strap, 11);
    const d = 'M-92 -206H92C96 -110 116 -50 152 -20C160 80 158 160 160 228C80 242 -80 242 -160 228C-158 160 -160 80 -152 -20C-116 -50 -96 -110 -92 -206Z';
    cloth(c, d, color, [['M-100 -60C-120 40 -90 120 -124 224', 26, 'dark'], ['M100 -40C84 60 124 130 96 224', 28, 'dark'], ['M-70 -40C-84 60 -60 130 -84 220', 18, 'light', 0.26], ['M64 -80C50 40 76 120 58 220', 18, 'light', 0.22]]);
    stitches(c, 'M-84 -198H84C90 -106 110 -48 144 -18M-84 -198C-90 -106 -110 -48 -144 -18M-152 218C-80 232 80 232 152 218', light(color, 0.5), 1.6);
    const pocket = 'M-96 52H96V140Q96 158 78 158H-78Q-96 158 -96 140Z';
    c.path(pocket, c.lin([[0, light(color, 0.14)], [1, dark(color, 0.12)]]), { opacity: 0.9 });
    c.stroke('M-96 54H96', dark(color, 0.45), 5, { opacity: 0.6, 'stroke-linecap': 'butt' });
    stitches(c, `${pocket}M0 56V156`, light(color, 0.5), 1.6);
    for (const s of [-1, 1]) c.ellipse(s * 80, -192, 9, 9, c.lin(metal(GOLD)));
    embroider(c, motif, 0, -92, 54, threads);
  });
}
