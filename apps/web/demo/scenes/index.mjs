import { hair } from './hair.mjs';
import { beauty } from './beauty.mjs';
import { tools } from './tools.mjs';
import { embroidery } from './embroidery.mjs';

/** File name (without extension) to its tint and its items, back to front. */
export const scenes = { ...hair, ...beauty, ...tools, ...embroidery };
