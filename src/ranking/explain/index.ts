/** The reason of an item in words and numbers, and which counts may be told. */
export { MIN_PEOPLE, MOST_MIN_PEOPLE } from './choices.js';
export { moreVisits } from './count-words.js';
export { liftInterval } from './lift-interval.js';
export { lift, reasonText } from './reason.js';
export { TELL_ALL, areFew, roundDown, suppressSmallCount, type SuppressibleCount } from './small-count-suppression.js';
export { scoreOfRank, withholdEvidence, withholdProbability, type Telling } from './withhold-evidence.js';
