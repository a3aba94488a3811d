/** How near two products are: measures that score every product for a query product. Pure. */
export type { ItemScorer } from './item-scorer.js';
export {
  contentNeighbours,
  contentScorer,
  defaultContentWeights,
  fitContent,
  type ContentData,
  type ContentInputs,
  type ContentNeighbours,
  type ContentWeights,
} from './content.js';
