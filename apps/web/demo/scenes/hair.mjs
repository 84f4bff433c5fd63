// Hair care, styling and colour.
const scene = (tint, ...items) => ({ tint, items });
const sprig = (color, x = 510, height = 330) => ['.sprig', { color, height }, { x, scale: 1.15 }];
const swatch = (color, x = 250) => ['.swatch', { color }, { x, y: 676, scale: 1 }];

export const hair = {
  'champu-romero': scene('sage', sprig('#6f8f62'), ['bottle', { color: '#4f7f5f', sign: 'leaf' }]),
  'champu-coco': scene('butter', ['.half', {}, { x: 560 }], ['bottle', { color: '#f3e9d8', cap: '#7a5236', label: '#7a5236', ink: '#fff4df', sign: 'ring' }]),
  'champu-matizante': scene('lilac', ['bottle', { color: '#7d63ab', cap: '#d9cfe8', print: true, sign: 'moon' }], ['.beads', { color: '#8f78bd' }, { x: 560, y: 656 }]),
  'champu-color': scene('rose', ['bottle', { color: '#c8574a', cap: '#f6e3d7', sign: 'sun' }], ['.petals', { color: '#dd7d6f' }, { x: 560, y: 660 }]),
  'champu-menta': scene('sky', ['.blades', { color: '#78a89b', height: 250 }, { x: 500, turn: 14 }], ['bottle', { color: '#3f8c93', cap: '#eef1ec', sign: 'wave' }]),
  'champu-seco': scene('peach', ['aerosol', { color: '#e9b48f', label: '#fffaf2', sign: 'sun' }]),
  'acondicionador-romero': scene('sage', sprig('#6f8f62', 500, 290), ['tube', { color: '#7fa287', label: '#fffcf4', sign: 'leaf' }]),
  'mascarilla-ambar': scene('butter', ['jar', { color: '#b67b38', label: '#fffaf0', sign: 'sun' }], swatch('#e9cfa2', 560)),
  'mascarilla-coco': scene('sand', ['.half', {}, { x: 596, y: 590 }], ['jar', { color: '#f2e7d4', cap: '#7a5236', ink: '#7a5236', sign: 'ring' }, { x: 370 }]),
  'crema-peinar': scene('lilac', ['pump', { color: '#b9a3d0', cap: '#4a3d5c', sign: 'wave' }], swatch('#f0e6f2', 580)),
  'serum-dorado': scene('butter', ['dropper', { color: '#c07f2c', sign: 'drop' }], ['.beads', { color: '#d89b3c' }, { x: 560, y: 648 }]),
  'serum-rosa': scene('rose', ['dropper', { color: '#d88a92', cap: '#f7ede4', sign: 'flower' }], ['.petals', {}, { x: 560, y: 648 }]),
  ampollas: scene('butter', ['ampoules', { color: '#dca03a' }]),
  'protector-termico': scene('sky', ['mist', { color: '#3d8790', print: true, sign: 'wave' }]),
  'bruma-rizos': scene('sage', ['trigger', { color: '#8fb59a', cap: '#2f4a3e', sign: 'leaf' }]),
  laca: scene('sand', ['aerosol', { color: '#2d2a30', cap: '#c9a15c', print: true, sign: 'star' }]),
  'espuma-rizos': scene('blush', ['aerosol', { color: '#e5b7c2', foam: true, label: '#fffafa', sign: 'wave' }]),
  'cera-cabello': scene('mist', ['tin', { color: '#33363a', sign: 'star' }]),
  'tinte-castano': scene('sand', ['dyeBox', { color: '#f4e8da', hair: '#5f3822', sign: 'moon' }]),
  'tinte-rojo': scene('rose', ['dyeBox', { color: '#f6e4dc', hair: '#a5322c', sign: 'moon' }]),
  'tinte-rubio': scene('butter', ['dyeBox', { color: '#f7eedb', hair: '#d6ac62', sign: 'moon' }]),
  'tinte-fantasia': scene('lilac', ['dyeBox', { color: '#efe8f5', hair: '#7c53b8', sign: 'star' }]),
  decolorante: scene('sky', ['sachet', { color: '#6f9fd0', label: '#fbfdff', sign: 'star' }]),
  oxidante: scene('mist', ['bottle', { color: '#eef1f3', cap: '#3c6ea0', label: '#3c6ea0', ink: '#f2f8ff', sign: 'drop' }]),
  'kit-coloracion': scene('peach', ['bowl', { color: '#2f2d33', tint: '#8a4f30' }]),
};
