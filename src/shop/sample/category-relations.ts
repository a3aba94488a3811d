import type { SampleCategoryRelation } from './shop.js';

function related(categoryId: string, relatedId: string, weight: number): SampleCategoryRelation {
  return { categoryId, relatedId, weight };
}

/** What a merchant would set by hand: the season's windows, and what to show beside the boards that nobody has bought yet. */
export const categoryRelations: readonly SampleCategoryRelation[] = [
  related('paddle-boards', 'dry-bags', 0.9),
  related('paddle-boards', 'cool-boxes', 0.5),
  related('tents', 'sleeping-mats', 0.9),
  related('tents', 'cool-boxes', 0.4),
  related('skis', 'ski-boots', 0.9),
  related('mirrorless-cameras', 'memory-cards', 0.9),
  related('mirrorless-cameras', 'tripods', 0.5),
  related('espresso-machines', 'coffee-beans', 0.9),
  related('board-games', 'gift-wrap', 0.6),
];
