// Where each shape stands by default, [y of its base, scale], so that it fills the middle of the picture.
export const rest = {
  jar: [590, 1.32], tin: [560, 1.45], ampoules: [600, 1.5], polish: [632, 1.28], dropper: [632, 1.26], flask: [634, 1.24],
  lipstick: [626, 1.3], gloss: [640, 1.24], mascara: [640, 1.12], compact: [606, 1.24], sponge: [600, 1.32], pencils: [640, 1.4], palette: [560, 1.2],
  dryer: [602, 1.16], straightener: [540, 1.08], curler: [610, 1.12], clippers: [634, 1.22], scissors: [634, 1.22], razor: [602, 1.12],
  lamp: [572, 1.28], files: [636, 1.24], roundBrush: [636, 1.2], paddle: [640, 1.16], comb: [594, 1.14], mirror: [650, 1.16], roller: [640, 1.2],
  beardBrush: [556, 1.36], bowl: [586, 1.3], soap: [560, 1.34], candle: [600, 1.26], towels: [560, 1.14], pouch: [572, 1.3],
  scrunchies: [600, 1.2], clips: [640, 1.26], bonnet: [606, 1.16], giftBox: [610, 1.2], card: [632, 1.18], tray: [630, 1.1],
  tshirt: [650, 1.02], polo: [650, 1.02], shirt: [648, 1], scrub: [650, 1.02], hoodie: [656, 0.94], jacket: [650, 0.98], vest: [650, 1.02], apron: [662, 0.94],
  cap: [590, 1.16], bucket: [596, 1.14], beanie: [606, 1.2], sunVisor: [540, 1.16], patch: [662, 1.2], tote: [640, 1.04], backpack: [634, 1.08],
  spools: [580, 1.28], hoop: [632, 1.04], bib: [650, 1.06], cushion: [600, 1.06], hanging: [640, 1.02], keyring: [620, 1.2], dyeBox: [620, 1.22], brushes: [636, 1.06],
};
