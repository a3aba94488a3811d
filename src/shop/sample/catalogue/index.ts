import { electronics } from './electronics.js';
import { gifts } from './gifts.js';
import { home } from './home.js';
import { kitchen } from './kitchen.js';
import { outdoor } from './outdoor.js';
import { pets } from './pets.js';
import type { Department } from './specification.js';
import { sports } from './sports.js';

export type { BrandsByTier, Department, Group, Leaf } from './specification.js';

export const departments: readonly Department[] = [outdoor, sports, electronics, kitchen, home, gifts, pets];
