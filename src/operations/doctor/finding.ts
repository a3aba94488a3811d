/** What a check found: `broken` stops something from working, `warning` will hurt later. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'broken';
  /** What is so. */
  readonly says: string;
  /** What to do about it; left out where all is well. */
  readonly todo?: string;
}

export function ok(check: string, says: string): Finding {
  return { check, state: 'ok', says };
}

export function warning(check: string, says: string, todo: string): Finding {
  return { check, state: 'warning', says, todo };
}

export function broken(check: string, says: string, todo: string): Finding {
  return { check, state: 'broken', says, todo };
}

/** Milliseconds that one check may take: whoever asks what is wrong does not wait for a server that is silent. */
export const PATIENCE = 2500;

/** What to do about a server that does not answer: one whose process runs is not started once more. */
export function startOr(variable: string, ownProcess: boolean): string {
  return ownProcess
    ? 'Its process runs: look into its log in the home, then run "alongside down" and "alongside up".'
    : `Start it with "alongside up", or check ${variable}.`;
}
