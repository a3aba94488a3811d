/** Trained models as folders that are named after their content, and checkpoints of trainings. */
export { ModelStore, type ModelId } from './model-store.js';
