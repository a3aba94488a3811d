import { final } from './error-kind.js';

/** Of evaluations. */
export const evaluationErrors = {
  'no-methods': final('No method is named to be evaluated.'),
  'unknown-method': final('A method is named that there is not.'),
  'no-queries': final('The protocol finds no question with an answer in the shop.'),
  'too-few-days': final('The shop has events on fewer days than the protocol holds out.'),
  'relations-missing': final('The protocol needs a table of relations and the shop has none.'),
  'invalid-relations': final('The table of relations cannot be read.'),
  'rule-support-invalid': final('Association rules are asked for with a support that cannot be.'),
  'ease-regularisation-invalid': final('EASE is asked for with a regularisation that is not positive.'),
  'peer-without-configuration': final('A baseline has no configuration to try.'),
  'peer-process-ended': final('A process of the baselines ended, most likely for want of memory.'),
};
