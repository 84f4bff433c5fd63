// What an embroidery workshop sells besides clothes: patches, bags, thread, hoops, linen.
import { dark, light } from '../lib/svg.mjs';
import { box, drum, flatShadow, metal, ring, shadow, GOLD, STEEL } from '../lib/form.mjs';
import { embroider } from '../lib/thread.mjs';
import { cloth, rib, stitches } from './cloth.mjs';

const outlines = {
  round: 'M0 -150A150 150 0 1 0 .1 -150Z',
  shield: 'M0 -170L136 -134V-10C136 90 76 146 0 176C-76 146 -136 90 -136 -10V-134Z',
  box: box(-156, -104, 312, 208, 26),
  hexagon: 'M0 -158L137 -79V79L0 158L-137 79V-79Z',
};

export function patch(c, { items, size = 1 }) {
  const spots = items.length === 1 ? [[0, -220, 1.25]] : items.length === 2 ? [[-96, -262, 0.86], [102, -148, 0.86]] : [[-118, -300, 0.68], [116, -254, 0.68], [-24, -110, 0.68]];
  items.forEach(({ shape = 'round', color, edge, motif, threads, turn = 0 }, i) => c.at(spots[i][0], spots[i][1], spots[i][2] * size, turn, () => {
    const d = outlines[shape];
    flatShadow(c, d, { dx: 10, dy: 16 });
    c.path(d, c.lin([[0, light(color, 0.2)], [0.5, color], [1, dark(color, 0.2)]], [0, 0, 1, 1]));
    c.path(d, c.pattern(9, `<path d="M0 2H9" stroke="#fff" stroke-width="2" opacity=".1"/>`, -38));
    c.stroke(d, dark(edge, 0.4), 20, { opacity: 0.6 });
    c.stroke(d, edge, 16);
    c.stroke(d, light(edge, 0.55), 15, { 'stroke-dasharray': '2.4 4', 'stroke-linecap': 'butt', opacity: 0.5 });
    embroider(c, motif, 0, 4, shape === 'box' ? 62 : 78, threads);
  }));
}

export function tote(c, { color, motif = 'flower', threads, handle = color }) {
  shadow(c, 170);
  for (const [s, tone] of [[0, dark(handle, 0.22)], [1, handle]]) {
    c.stroke(`M-78 ${-330 - s * -4}C-78 ${-470 + s * 18} 78 ${-470 + s * 18} 78 ${-330 - s * -4}`, dark(tone, 0.25), 19);
    c.stroke(`M-78 ${-330 - s * -4}C-78 ${-470 + s * 18} 78 ${-470 + s * 18} 78 ${-330 - s * -4}`, tone, 14);
  }
  const d = 'M-158 -334Q0 -324 158 -334C164 -220 172 -110 168 -8Q0 10 -168 -8C-172 -110 -164 -220 -158 -334Z';
  cloth(c, d, color, [['M-120 -300C-100 -200 -130 -100 -104 -10', 24, 'dark'], ['M118 -280C96 -180 130 -80 100 -6', 26, 'dark'], ['M-80 -290C-66 -180 -90 -90 -70 -10', 16, 'light', 0.3]], { cast: false });
  stitches(c, 'M-154 -312Q0 -302 154 -312', dark(color, 0.4), 1.6);
  for (const s of [-1, 1]) c.path(box(s * 78 - 12, -340, 24, 46, 2), c.lin([[0, light(handle, 0.2)], [1, dark(handle, 0.2)]]));
  embroider(c, motif, 0, -160, 78, threads);
}

export function backpack(c, { color, accent = '#8a5a3a', motif = 'mountain', threads }) {
  shadow(c, 160);
  c.stroke('M-44 -404C-44 -456 44 -456 44 -404', dark(accent, 0.2), 15);
  const d = 'M-150 -300C-150 -380 -100 -414 0 -414S150 -380 150 -300V-40Q150 4 106 4H-106Q-150 4 -150 -40Z';
  for (const s of [-1, 1]) c.path(`M${s * 144} -180Q${s * 184} -176 ${s * 182} -130V-40Q${s * 182} -10 ${s * 144} -10Z`, c.lin([[0, color], [1, dark(color, 0.4)]], [0, 0, 0, 1]));
  cloth(c, d, color, [['M-110 -330C-126 -240 -110 -120 -122 -10', 24, 'dark'], ['M116 -320C104 -220 124 -120 108 -10', 26, 'dark'], ['M-76 -370C-90 -260 -76 -160 -84 -20', 18, 'light', 0.26]], { cast: false });
  c.stroke('M-136 -316C-128 -370 128 -370 136 -316', dark(color, 0.6), 9);
  c.stroke('M-136 -316C-128 -370 128 -370 136 -316', c.lin(metal(GOLD)), 4, { 'stroke-dasharray': '5 4', 'stroke-linecap': 'butt' });
  const pocket = 'M-112 -168Q0 -182 112 -168V-46Q112 -22 88 -22H-88Q-112 -22 -112 -46Z';
  c.path(pocket, '#000', { opacity: 0.2, filter: c.blur(6), transform: 'translate(3 5)' });
  c.path(pocket, c.lin([[0, light(color, 0.2)], [1, dark(color, 0.16)]], [0, 0, 0.6, 1]));
  stitches(c, pocket, light(color, 0.5), 1.6);
  c.stroke('M-104 -152Q0 -166 104 -152', c.lin(metal(GOLD)), 4);
  c.path(box(-20, -28, 40, 34, 5), accent);
  embroider(c, motif, 0, -246, 48, threads);
}

export function spools(c, { colors }) {
  const layout = colors.length > 4 ? [[-150, -10, 0.82], [-50, -18, 0.82], [50, -18, 0.82], [150, -10, 0.82], [-92, 14, 0.92], [8, 18, 0.92], [108, 14, 0.92]] : [[-120, 0, 1.05], [0, 8, 1.15], [120, 0, 1.05]];
  colors.forEach((tone, i) => c.at(layout[i][0], layout[i][1], layout[i][2], 0, () => {
    shadow(c, 52);
    ring(c, 104, -20, 20, '#d8b384');
    const d = 'M-40 -18C-46 -70 -40 -150 -30 -206H30C40 -150 46 -70 40 -18Q0 -8 -40 -18Z';
    c.path(d, c.lin([[0, dark(tone, 0.4)], [0.26, light(tone, 0.5)], [0.55, tone], [1, dark(tone, 0.45)]]));
    c.path(d, c.pattern(6, `<path d="M-1 1.5L7 0" stroke="#fff" opacity=".3"/><path d="M-1 4.5L7 3" stroke="${dark(tone, 0.8)}" opacity=".34"/>`));
    ring(c, 66, -224, 20, '#d8b384');
    c.ellipse(0, -224, 10, 4, '#6b4a2c');
  }));
}

export function hoop(c, { color = '#c08b53', cloth: linen = '#f6efe2', motif = 'flower', threads, needle = true }) {
  c.at(0, -220, 1.1, 0, () => {
    flatShadow(c, 'M0 -190A190 190 0 1 0 .1 -190Z', { dx: 14, dy: 22 });
    c.ellipse(0, 0, 184, 184, c.rad([[0, light(linen, 0.6)], [0.8, linen], [1, dark(linen, 0.2)]]));
    c.ellipse(0, 0, 184, 184, c.pattern(7, `<path d="M0 2H7M2 0V7" stroke="${dark(linen, 0.5)}" stroke-width=".7" opacity=".2"/>`));
    c.ellipse(0, 0, 180, 180, 'none', { stroke: dark(color, 0.55), 'stroke-width': 18, opacity: 0.4 });
    c.ellipse(0, 0, 182, 182, 'none', { stroke: c.lin([[0, light(color, 0.5)], [0.5, color], [1, dark(color, 0.4)]], [0, 0, 1, 1]), 'stroke-width': 16 });
    c.ellipse(0, 0, 190, 190, 'none', { stroke: light(color, 0.5), 'stroke-width': 2, opacity: 0.7 });
    c.path(box(-26, -216, 52, 24, 6), c.lin(metal(GOLD)));
    c.rect(-34, -210, 68, 11, 5, c.lin(metal(STEEL)));
    embroider(c, motif, 0, -10, 96, threads);
    if (!needle) return;
    c.stroke('M64 62C90 90 120 70 128 104', threads[0], 2.6);
    c.stroke('M112 96L168 148', '#8f949a', 5);
    c.stroke('M112 96L168 148', '#eef0f2', 1.8);
  });
}

export function bib(c, { color, trim, motif = 'heart', threads }) {
  c.at(0, -230, 1.1, 0, () => {
    const d = 'M-58 -196C-104 -186 -150 -120 -150 -20C-150 110 -80 178 0 178S150 110 150 -20C150 -120 104 -186 58 -196C46 -196 42 -182 50 -172C78 -136 66 -78 0 -78S-78 -136 -50 -172C-42 -182 -46 -196 -58 -196Z';
    cloth(c, d, color, [['M-90 -60C-60 20 -80 80 -40 160', 22, 'dark', 0.16], ['M70 -40C60 40 80 80 44 160', 20, 'light', 0.3]]);
    c.stroke(d, trim, 13);
    c.stroke(d, light(trim, 0.55), 12, { 'stroke-dasharray': '3 6', 'stroke-linecap': 'butt', opacity: 0.5 });
    embroider(c, motif, 0, 44, 58, threads);
  });
}

export function cushion(c, { color, motif, threads }) {
  shadow(c, 180);
  const d = 'M-190 -372C-120 -350 120 -350 190 -372C172 -280 172 -110 192 -4C120 -26 -120 -26 -192 -4C-172 -110 -172 -280 -190 -372Z';
  cloth(c, d, color, [['M-180 -360C-120 -300 -110 -260 -100 -230', 22, 'dark'], ['M180 -14C120 -80 110 -110 96 -140', 26, 'dark'], ['M-176 -20C-130 -80 -110 -100 -96 -130', 20, 'dark', 0.18]], { cast: false });
  c.stroke(d, dark(color, 0.3), 5, { opacity: 0.5 });
  embroider(c, motif, 0, -188, 88, threads);
}

/** A towel hanging from a rail. */
export function hanging(c, { color, band, motif, threads }) {
  c.at(0, -230, 1.06, 0, () => {
    c.rect(-230, -214, 460, 16, 8, c.lin(metal(GOLD), [0, 0, 0, 1]));
    const d = 'M-150 -222H150Q158 -222 158 -212V220H-158V-212Q-158 -222 -150 -222Z';
    cloth(c, d, color, [['M-100 -200C-90 -60 -110 80 -96 216', 26, 'dark', 0.2], ['M96 -200C110 -60 90 80 104 216', 28, 'dark', 0.2], ['M-50 -200C-40 -60 -60 80 -48 216', 20, 'light', 0.3]]);
    c.rect(-158, 132, 316, 34, 0, band, { opacity: 0.9 });
    c.rect(-158, 174, 316, 8, 0, band, { opacity: 0.9 });
    rib(c, 'M-158 206H158V224H-158Z', color, 4);
    embroider(c, motif, 0, 20, 70, threads);
  });
}

export function keyring(c, { color, edge, motif, threads, lanyard }) {
  c.at(0, -220, 1.2, 0, () => {
    if (lanyard) {
      c.stroke('M-12 -70C-130 -160 -60 -250 0 -250S130 -160 12 -70', dark(lanyard, 0.35), 27);
      c.stroke('M-12 -70C-130 -160 -60 -250 0 -250S130 -160 12 -70', lanyard, 22);
    }
    c.ellipse(0, -92, 40, 40, 'none', { stroke: c.lin(metal(STEEL)), 'stroke-width': 9 });
    const d = drum(150, -60, 150, 0, 40);
    flatShadow(c, d);
    c.path(d, c.lin([[0, light(color, 0.2)], [1, dark(color, 0.2)]], [0, 0, 1, 1]));
    c.stroke(d, edge, 13);
    c.stroke(d, light(edge, 0.5), 12, { 'stroke-dasharray': '2.4 4', 'stroke-linecap': 'butt', opacity: 0.5 });
    c.ellipse(0, -44, 12, 12, c.lin(metal(GOLD)));
    c.ellipse(0, -44, 6, 6, '#4a3a2c');
    embroider(c, motif, 0, 52, 46, threads);
  });
}
