// Electric tools, brushes, accessories and the barber's shelf.
import { aerosol, beardBrush, dropper, tin } from '../shapes/index.mjs';

const scene = (tint, ...items) => ({ tint, items });

export const tools = {
  'secador-negro': scene('mist', ['dryer', { color: '#2d2b30' }]),
  'secador-rosa': scene('blush', ['dryer', { color: '#dba3a4', accent: '#cfae86' }]),
  plancha: scene('rose', ['straightener', { color: '#dcb0a9' }]),
  rizador: scene('peach', ['curler', { color: '#3a3438' }]),
  maquina: scene('mist', ['clippers', { color: '#2b2d33' }]),
  tijeras: scene('sand', ['scissors', {}]),
  'cepillo-redondo': scene('peach', ['roundBrush', { color: '#b98452' }]),
  'cepillo-plano': scene('sand', ['paddle', { color: '#c79a68' }]),
  peines: scene('clay', ['comb', { color: '#2f3a40', second: '#b5763d' }]),
  espejo: scene('peach', ['mirror', { color: '#d9a69a' }]),

  toallas: scene('sage', ['towels', { colors: ['#f6f0e6', '#cdb9a1', '#8fa08b'] }]),
  ganchos: scene('sand', ['clips', { colors: ['#c98a90', '#e6d3b8', '#6f8a7c'] }]),
  ligas: scene('rose', ['scrunchies', { colors: ['#c98a90', '#e6d3b8', '#6f8a7c'] }]),
  'gorro-satin': scene('lilac', ['bonnet', { color: '#7a4a6e', band: '#3c2a3c' }]),
  'delantal-estilista': scene('mist', ['apron', { color: '#2c2b30', motif: 'star', threads: ['#c9a15c'], strap: '#1f1e22' }]),
  neceser: scene('peach', ['pouch', { color: '#d99b8f' }]),

  navaja: scene('sand', ['razor', {}]),
  'aceite-barba': scene('clay', ['dropper', { color: '#6b3f20', label: '#f3e6cf', sign: 'mountain' }]),
  'balsamo-barba': scene('clay', ['tin', { color: '#4a5a48', sign: 'mountain', ink: '#f3e6cf' }]),
  'cepillo-barba': scene('sand', ['beardBrush', { color: '#9a6a42' }]),
  'espuma-afeitar': scene('sky', ['aerosol', { color: '#27405f', foam: true, print: true, sign: 'wave' }]),
  locion: scene('mist', ['flask', { color: '#2f4b63', sign: 'mountain' }]),
  'kit-barba': scene('clay', ['tray', { color: '#6b4a38', ribbon: '#c9a15c', sign: 'mountain', contents: [[aerosol, { color: '#27405f', print: true, sign: 'wave' }, -134, 0.74], [dropper, { color: '#6b3f20', label: '#f3e6cf', sign: 'mountain' }, -14, 0.9], [beardBrush, { color: '#9a6a42' }, 112, 0.46, 62], [tin, { color: '#4a5a48', sign: 'mountain' }, 62, 0.4, 44]] }]),
};
