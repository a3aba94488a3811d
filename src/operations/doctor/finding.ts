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
