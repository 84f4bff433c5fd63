// Nails, make-up, face and body care, gifts.
import { bottle, dropper, jar, polish, pump, soap, tube, candle } from '../shapes/index.mjs';

const scene = (tint, ...items) => ({ tint, items });
const nail = (tint, color, extra = {}) => scene(tint, ['polish', { color, ...extra }]);

export const beauty = {
  'esmalte-rojo': nail('rose', '#b3202f'),
  'esmalte-rosa': nail('blush', '#e58aa5', { cap: '#f6ede6' }),
  'esmalte-nude': nail('sand', '#d3a58b', { cap: '#5a4034' }),
  'esmalte-verde': nail('sage', '#2f6b57'),
  'esmalte-brillo': nail('mist', '#e9e4ec', { cap: '#f6f1ea', sign: 'drop' }),
  removedor: scene('lilac', ['bottle', { color: '#c9b3de', cap: '#fbf7f0', w: 150, h: 250, sign: 'drop' }, { scale: 1.28 }]),
  limas: scene('rose', ['files', { colors: ['#e6a7a2', '#9bbcae', '#e3c996'] }]),
  lampara: scene('lilac', ['lamp', {}]),
  'kit-unas': scene('blush', ['tray', { color: '#d98b9b', contents: [[polish, { color: '#b3202f' }, -140, 0.72], [polish, { color: '#e7b3b0', cap: '#f6ede6' }, -46, 0.78], [polish, { color: '#7a3c55' }, 52, 0.72], [dropper, { color: '#e0a06a', w: 110, h: 150 }, 146, 0.8]] }]),

  'labial-rojo': scene('rose', ['lipstick', { color: '#b11f2d' }]),
  'labial-nude': scene('sand', ['lipstick', { color: '#b8735c', cap: '#6b4a3c' }]),
  'brillo-labial': scene('blush', ['gloss', { color: '#e08594' }]),
  corrector: scene('peach', ['gloss', { color: '#d9a983', cap: '#3d302b', single: true }]),
  'paleta-tierra': scene('sand', ['palette', { pans: ['#ead0b4', '#c79b74', '#a9764f', '#7a4b33', '#d9a78c', '#b9694f', '#8a3f33', '#4b2f2a'] }]),
  rubor: scene('peach', ['compact', { color: '#e39384' }]),
  'polvo-compacto': scene('sand', ['compact', { color: '#e3c09c', shell: '#3a3436', sign: 'ring' }]),
  pestanina: scene('lilac', ['mascara', {}]),
  lapices: scene('mist', ['pencils', { colors: ['#2b2a2e', '#6b4432', '#34506b'] }]),
  base: scene('sand', ['flask', { color: '#d6a27c', cap: '#2f2b2c', sign: 'moon' }]),
  brochas: scene('peach', ['brushes', {}]),
  esponja: scene('blush', ['sponge', { color: '#e58aa0' }]),

  'crema-facial': scene('sky', ['jar', { color: '#eaf0f2', cap: '#7fa6bd', ink: '#35607d', sign: 'moon' }], ['.swatch', { color: '#fbf6ee' }, { x: 580, y: 656 }]),
  'agua-micelar': scene('rose', ['flask', { color: '#f0c4c8', cap: '#fbf5ef', ink: '#a3525c', sign: 'drop', w: 190, h: 270 }, { scale: 1.16 }]),
  limpiador: scene('sage', ['pump', { color: '#d9e8dc', cap: '#5f8c74', sign: 'leaf', label: '#5f8c74', ink: '#f4fbf4' }]),
  'protector-solar': scene('butter', ['tube', { color: '#f2bf4f', cap: '#fff8ea', sign: 'sun' }], ['.swatch', { color: '#fff6e4' }, { x: 560, y: 676 }]),
  'velo-facial': scene('mist', ['sachet', { color: '#a9cbbd', label: '#fbfefb', sign: 'leaf' }]),
  arcilla: scene('sage', ['jar', { color: '#8c9f7a', cap: '#e9e4d4', sign: 'mountain' }], ['.swatch', { color: '#a5b38d' }, { x: 590, y: 652 }]),
  rodillo: scene('sage', ['roller', { color: '#8db79a' }]),
  'tonico-rosas': scene('rose', ['mist', { color: '#e3a5ab', cap: '#fbf1ec', sign: 'flower' }], ['.petals', {}, { x: 550, y: 664 }]),
  'serum-vitamina': scene('butter', ['dropper', { color: '#eda53f', cap: '#fdf7ec', sign: 'sun' }], ['.half', { rind: '#e58a1f', flesh: '#fbc765', r: 54 }, { x: 560 }]),

  jabon: scene('sage', ['soap', { color: '#93ae85', second: '#efe3cd' }]),
  'crema-manos': scene('peach', ['tube', { color: '#e7b59b', cap: '#fdf3e6', label: '#fffaf3', sign: 'flower', h: 280 }, { scale: 1.3 }]),
  exfoliante: scene('clay', ['jar', { color: '#6b4630', cap: '#d9bf98', label: '#f6e9d2', sign: 'ring' }], ['.beads', { color: '#5a3a26', spots: [[0, 0, 14], [34, 8, 11], [-30, 9, 12], [62, -2, 9]] }, { x: 580, y: 640 }]),
  vela: scene('clay', ['candle', { color: '#b4674b' }]),
  'aceite-corporal': scene('butter', ['pump', { color: '#d0964a', cap: '#2f2b2c', sign: 'drop' }]),

  'caja-regalo': scene('sage', ['giftBox', { color: '#0f5c4d' }]),
  bono: scene('peach', ['card', { color: '#0f5c4d', second: '#e8cba9', sign: 'sun' }]),
  'kit-capilar': scene('sage', ['tray', { color: '#5f8f7d', sign: 'leaf', contents: [[bottle, { color: '#4f7f5f' }, -130, 0.78], [jar, { color: '#b67b38', label: '#fffaf0', sign: 'sun' }, 112, 0.6, 40], [dropper, { color: '#c07f2c' }, -4, 0.86]] }]),
  'kit-facial': scene('rose', ['tray', { color: '#d7a094', sign: 'moon', contents: [[pump, { color: '#d9e8dc', cap: '#5f8c74' }, -126, 0.76], [tube, { color: '#f2bf4f', sign: 'sun' }, 128, 0.72], [dropper, { color: '#eda53f', cap: '#fdf7ec' }, 6, 0.92]] }]),
  'kit-spa': scene('clay', ['tray', { color: '#b98468', sign: 'sun', contents: [[candle, { color: '#b4674b' }, -116, 0.62, 34], [pump, { color: '#d0964a' }, 122, 0.74], [soap, { color: '#dcc195', sign: 'sun' }, 4, 0.36, 46]] }]),
};
