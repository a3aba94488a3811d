/** What a shop does with lists: promotion, inventory, campaigns. */
export { audience } from './audience.js';
export { campaign } from './campaign.js';
export { placements } from './placements.js';
export {
  audienceSchema,
  campaignSchema,
  placementsSchema,
  useQuerySchema,
  type Audience,
  type Campaign,
  type Placements,
  type UseQuery,
} from './use-answers.js';
export { USES_PATIENCE, usesFor, type UseParts } from './use-parts.js';
