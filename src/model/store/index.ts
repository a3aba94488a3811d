/** Trained models on disk: written whole or not at all, checked when they are read. */
export { ModelStore, type ModelId, type ModelSummary, type StoredModel } from './model-store.js';
export { Checkpoints } from './checkpoints.js';
