/** People that must stand behind a count for it to be told, where nothing else is said. */
export const MIN_PEOPLE = 5;
/** The largest such number: what is known of a pair's people ends there. */
export const MOST_MIN_PEOPLE = 255;
