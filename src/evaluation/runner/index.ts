/** The engine and the baselines asked about one split. */
export { askEngine } from './ask-engine.js';
export { askBaselines } from './ask-baselines.js';
export { ENGINE, engineVariants, type EngineVariant } from './engine-variants.js';
export { chosenMethods, type MethodGroups } from './method-names.js';
export { readSplits, type SplitOptions } from './read-splits.js';
export { writeLists } from './write-lists.js';
