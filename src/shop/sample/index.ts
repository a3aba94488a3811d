/** The generated shop of the demo: catalogue, customers, season, and the complements that are planted in it. */
export { generateSampleShop } from './generate.js';
export type { SampleShop } from './shop.js';
export { writeSampleShop } from './write.js';
