/** A generated shop with planted complements, for the demo, for tests and for trying things out. Pure and seeded. */
export { generateSampleShop, type SampleShopOptions } from './generate.js';
export { writeSampleShop } from './write.js';
export type {
  SampleCategory,
  SampleCategoryRelation,
  SampleEvent,
  SampleEventType,
  SampleProduct,
  SampleShop,
} from './shop.js';
