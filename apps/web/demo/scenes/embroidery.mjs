// The embroidery workshop.
import { spools } from '../shapes/index.mjs';

const scene = (tint, ...items) => ({ tint, items });

const BIRD = ['#2f7d73', '#54b0a0', '#e9a13b', '#2b2a2e', '#141216'];
const PEAKS = ['#f2e8d3', '#c98f4a', '#e6b450', '#ffffff'];
const BLOOM = ['#cf4a52', '#4f7a5b', '#e6b450'];
const CREST = ['#e8d9a8', '#a8323a', '#fff7e6'];
const COFFEE = ['#7a4a2f', '#4f7a5b', '#b98a5a'];
const WREATH = ['#4f7a5b', '#8fae7a', '#7a3c45'];
const KITCHEN = ['#e8d9a8', '#d98f5a'];

export const embroidery = {
  'gorra-verde': scene('sage', ['cap', { color: '#24402f', threads: PEAKS }]),
  'gorra-negra': scene('mist', ['cap', { color: '#2b2a2e', motif: 'star', threads: ['#e6b450'] }]),
  'gorra-malla': scene('butter', ['cap', { color: '#c9563c', mesh: '#f1ece2', motif: 'bird', threads: BIRD }]),
  'gorra-nino': scene('sky', ['cap', { color: '#5b9bc4', brim: '#f0c24f', motif: 'paw', threads: ['#fff7e6'] }]),
  sombrero: scene('rose', ['bucket', { color: '#e2d1b4', threads: BLOOM }]),
  'gorro-lana': scene('mist', ['beanie', { color: '#3b4a58' }]),
  visera: scene('butter', ['sunVisor', { color: '#f5f0e4', threads: ['#e09a3a', '#c96a3a'] }]),

  'camiseta-blanca': scene('sage', ['tshirt', { color: '#f6f2e9', big: true, motif: 'bird', threads: BIRD }]),
  'camiseta-negra': scene('sand', ['tshirt', { color: '#2e2d31', motif: 'heart', threads: ['#c8404c'] }]),
  'camiseta-rosa': scene('blush', ['tshirt', { color: '#e6b3b8', big: true, motif: 'flower', threads: ['#fff3ea', '#4f7a5b', '#e6b450'] }]),
  'polo-azul': scene('sky', ['polo', { color: '#1f3a5c', threads: CREST }]),
  'polo-blanca': scene('sage', ['polo', { color: '#f4f1ea', trim: '#2f6b57', motif: 'coffee', threads: COFFEE }]),
  'camisa-celeste': scene('sky', ['shirt', { color: '#cfe0ea', threads: ['#24405e'] }]),
  'bata-blanca': scene('mist', ['shirt', { color: '#f6f4ef', threads: ['#2f5d7c'] }]),
  'uniforme-verde': scene('sage', ['scrub', { color: '#4d9a97' }]),
  'uniforme-vino': scene('rose', ['scrub', { color: '#7c3145', motif: 'name', threads: ['#f6e6d6'] }]),
  'buzo-vino': scene('rose', ['hoodie', { color: '#8a3c45', threads: PEAKS }]),
  'buzo-gris': scene('mist', ['hoodie', { color: '#8d9296', big: false, motif: 'shield', threads: ['#27405f', '#a8323a', '#fff7e6'] }]),
  'chaqueta-jean': scene('sand', ['jacket', { color: '#4a6a8f', kind: 'denim', motif: 'flower', threads: ['#d9536f', '#5f9a6b', '#e6b450'] }]),
  'chaqueta-bomber': scene('sage', ['jacket', { color: '#3a4a3a', motif: 'bird', threads: ['#d9a13b', '#e9c676', '#c8404c', '#1d1c1f', '#1d1c1f'] }]),
  'chaqueta-termica': scene('sky', ['jacket', { color: '#27405f', kind: 'softshell', motif: 'star', threads: ['#e6b450'] }]),
  chaleco: scene('mist', ['vest', { color: '#33424f', threads: CREST }]),
  'delantal-verde': scene('sage', ['apron', { color: '#3a4f44', threads: KITCHEN }]),
  'delantal-beige': scene('peach', ['apron', { color: '#d6bd97', motif: 'coffee', threads: COFFEE }]),

  parches: scene('sand', ['patch', { items: [
    { color: '#1f3a5c', edge: '#e0b23c', motif: 'mountain', threads: ['#7fa9b8', '#fff', '#e6b450', '#fff'], turn: -8 },
    { shape: 'shield', color: '#7a2f38', edge: '#2a2023', motif: 'star', threads: ['#e6b450'], turn: 7 },
    { shape: 'hexagon', color: '#f2e8d3', edge: '#4f7a5b', motif: 'coffee', threads: COFFEE }] }]),
  'parche-escudo': scene('butter', ['patch', { items: [{ shape: 'shield', color: '#24402f', edge: '#e0b23c', motif: 'bird', threads: ['#f2e8d3', '#d9c38f', '#e09a3a', '#e6b450', '#24402f'] }] }]),
  'parche-huella': scene('peach', ['patch', { items: [{ color: '#f2e6cf', edge: '#8a5a3a', motif: 'paw', threads: ['#6b4430'] }] }]),
  'parche-nombre': scene('sky', ['patch', { items: [{ shape: 'box', color: '#f4efe2', edge: '#27405f', motif: 'name', threads: ['#a8323a'], turn: -5 }, { shape: 'box', color: '#27405f', edge: '#e8d9a8', motif: 'name', threads: ['#f4efe2'], turn: 6 }] }]),
  bolsa: scene('peach', ['tote', { color: '#efe3cd', threads: BLOOM }]),
  'morral-azul': scene('sky', ['backpack', { color: '#2f4a5c', threads: ['#9fc0c9', '#fff', '#e6b450', '#fff'] }]),
  'morral-nino': scene('butter', ['backpack', { color: '#d96b55', accent: '#3f6f8f', motif: 'paw', threads: ['#fff4df'] }]),
  'neceser-bordado': scene('lilac', ['pouch', { color: '#cdbb9b', embroidery: ['wreath', WREATH] }]),
  hilos: scene('peach', ['spools', { colors: ['#c9483f', '#e0b23c', '#2f7d73', '#4a6a8f', '#7a3c6a', '#e58aa0', '#2b2a2e'] }]),
  'hilo-metalico': scene('mist', ['spools', { colors: ['#c9a15c', '#b9bec4', '#b87355'] }]),
  bastidor: scene('sage', ['hoop', { motif: 'bird', threads: BIRD }]),
  'kit-bordado': scene('rose', ['tray', { color: '#7a9a8b', sign: 'flower', contents: [[spools, { colors: ['#c9483f', '#e0b23c', '#2f7d73'] }, 0, 0.98]] }]),
  babero: scene('sky', ['bib', { color: '#fbf6ec', trim: '#8fb3c9', motif: 'paw', threads: ['#c98f5a'] }]),
  cojin: scene('clay', ['cushion', { color: '#dcc7a4', motif: 'wreath', threads: WREATH }]),
  'toalla-bordada': scene('sky', ['hanging', { color: '#f5efe4', band: '#5b8a9a', motif: 'wreath', threads: ['#5b8a9a', '#8fb3c9', '#27405f'] }]),
  'juego-toallas': scene('sand', ['towels', { colors: ['#f6f0e6', '#b9c7cc', '#5b8a9a'], band: '#f4e9d0', embroidery: ['wreath', ['#f6f0e6', '#d9e6ea', '#fff']] }]),
  llavero: scene('rose', ['keyring', { color: '#2f4a5c', edge: '#e0b23c', motif: 'heart', threads: ['#d9536f'] }]),
};
