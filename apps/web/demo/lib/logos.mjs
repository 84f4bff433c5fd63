// Marks of the two demo shops, on a transparent ground.
import { Canvas, light } from './svg.mjs';
import { embroider } from './thread.mjs';

/** A sun rising behind two waves of hair. */
function aurora() {
  const c = new Canvas();
  const [green, gold] = ['#0f5c4d', '#d9a441'];
  c.ellipse(400, 400, 372, 372, c.lin([[0, light(green, 0.08)], [1, '#0a463b']], [0, 0, 1, 1]));
  c.ellipse(400, 400, 340, 340, 'none', { stroke: gold, 'stroke-width': 5, opacity: 0.7 });
  for (let i = -4; i <= 4; i++) {
    const long = i % 2 ? 196 : 226;
    c.stroke(`M400 ${440 - 152}V${440 - long}`, gold, 13, { transform: `rotate(${i * 20} 400 440)` });
  }
  c.ellipse(400, 440, 124, 124, c.lin([[0, '#f2c869'], [1, gold]], [0, 0, 0, 1]));
  const wave = (y) => `M40 ${y + 26}C160 ${y - 76} 290 ${y - 66} 400 ${y}S640 ${y + 76} 760 ${y - 26}`;
  c.group({ 'clip-path': c.clip('M400 62A338 338 0 1 0 400.1 62Z') }, () => {
    c.path(`${wave(470)}V800H40Z`, '#0f5c4d');
    c.stroke(wave(478), '#fdf7ea', 22);
    c.stroke(wave(538), '#fdf7ea', 16, { opacity: 0.85 });
    c.stroke(wave(592), '#fdf7ea', 11, { opacity: 0.6 });
  });
  return c.toString();
}

/** The workshop's hummingbird in its hoop. */
function bordados() {
  const c = new Canvas();
  const navy = '#274c77';
  c.ellipse(400, 420, 346, 346, '#fdf8ee');
  c.ellipse(400, 420, 330, 330, 'none', { stroke: navy, 'stroke-width': 34 });
  c.ellipse(400, 420, 300, 300, 'none', { stroke: navy, 'stroke-width': 4, 'stroke-dasharray': '18 12' });
  c.rect(338, 24, 124, 62, 16, navy);
  c.rect(312, 40, 176, 28, 14, '#e0a83c');
  embroider(c, 'bird', 410, 440, 156, [navy, '#5b8fb9', '#e0a83c', navy, '#fdf8ee']);
  return c.toString();
}

export const logos = { 'logo-demo': aurora, 'logo-bordados': bordados };
