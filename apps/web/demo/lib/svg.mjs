// A small canvas that collects SVG. Shapes draw around their own origin (the middle of
// their base, y pointing down) and are put on the stage with `group`.

const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

export const mix = (a, b, t) => {
  const [from, to] = [channels(a), channels(b)];
  return '#' + from.map((v, i) => Math.round(v + (to[i] - v) * t).toString(16).padStart(2, '0')).join('');
};
export const light = (color, t) => mix(color, '#fffaf3', t);
export const dark = (color, t) => mix(color, '#1d1621', t);

/** Relative luminance, roughly: enough to choose an ink for a colour. */
export const luma = (color) => {
  const [r, g, b] = channels(color);
  return (0.3 * r + 0.59 * g + 0.11 * b) / 255;
};

const round = (value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value);
const attributes = (list) =>
  Object.entries(list)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => ` ${name}="${round(value)}"`)
    .join('');

export class Canvas {
  #defs = new Map();
  #out = [];

  #define(markup) {
    if (!this.#defs.has(markup)) this.#defs.set(markup, `d${this.#defs.size}`);
    return this.#defs.get(markup);
  }

  #stops(stops) {
    return stops
      .map(([at, color, opacity]) => `<stop${attributes({ offset: at, 'stop-color': color, 'stop-opacity': opacity })}/>`)
      .join('');
  }

  /** Linear gradient over the painted thing's box; stops are [offset, colour, opacity?]. */
  lin(stops, [x1, y1, x2, y2] = [0, 0, 1, 0]) {
    return `url(#${this.#define(`<linearGradient${attributes({ x1, y1, x2, y2 })}>${this.#stops(stops)}</linearGradient>`)})`;
  }

  rad(stops, { cx = 0.5, cy = 0.5, r = 0.5, fx, fy } = {}) {
    return `url(#${this.#define(`<radialGradient${attributes({ cx, cy, r, fx, fy })}>${this.#stops(stops)}</radialGradient>`)})`;
  }

  blur(deviation) {
    const box = { filterUnits: 'userSpaceOnUse', x: -800, y: -1000, width: 1800, height: 2000 };
    return `url(#${this.#define(`<filter${attributes(box)}><feGaussianBlur stdDeviation="${deviation}"/></filter>`)})`;
  }

  clip(d) {
    return `url(#${this.#define(`<clipPath><path d="${d}"/></clipPath>`)})`;
  }

  /** A repeating tile of raw markup, `size` wide and high, turned by `angle` degrees. */
  pattern(size, markup, angle = 0) {
    const tile = { width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${angle})` };
    return `url(#${this.#define(`<pattern${attributes(tile)}>${markup}</pattern>`)})`;
  }

  path(d, fill, extra = {}) {
    this.#out.push(`<path${attributes({ d, fill, ...extra })}/>`);
  }
  stroke(d, color, width, extra = {}) {
    this.path(d, 'none', { stroke: color, 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', ...extra });
  }
  rect(x, y, width, height, rx, fill, extra = {}) {
    this.#out.push(`<rect${attributes({ x, y, width, height, rx, fill, ...extra })}/>`);
  }
  ellipse(cx, cy, rx, ry, fill, extra = {}) {
    this.#out.push(`<ellipse${attributes({ cx, cy, rx, ry, fill, ...extra })}/>`);
  }

  group(extra, draw) {
    this.#out.push(`<g${attributes(extra)}>`);
    draw();
    this.#out.push('</g>');
  }
  at(x, y, scale, turn, draw) {
    this.group({ transform: `translate(${x} ${y}) rotate(${turn}) scale(${scale})` }, draw);
  }

  toString(size = 800) {
    const defs = [...this.#defs]
      .map(([markup, id]) => markup.replace(/^<(\w+)/, `<$1 id="${id}"`))
      .join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 800 800"><defs>${defs}</defs>${this.#out.join('')}</svg>`;
  }
}
