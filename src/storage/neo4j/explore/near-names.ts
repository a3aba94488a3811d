import { compareIds } from '../../../core/index.js';

/** Names that may be meant by a mistyped one, nearest first: a few letters away, or with a word in common. */
export function nearNames(typed: string, names: readonly string[], most = 3): string[] {
  const words = typed.toLowerCase().split('-');
  return names
    .map((name) => {
      const shared = name.split('-').filter((word) => words.some((each) => alike(each, word))).length;
      return { name, shared, distance: editDistance(typed.toLowerCase(), name) };
    })
    .filter(({ shared, distance }) => shared > 0 || distance <= 3)
    .sort((a, b) => b.shared - a.shared || a.distance - b.distance || compareIds(a.name, b.name))
    .slice(0, most)
    .map(({ name }) => name);
}

/** Whether one word begins with the other: "bridges" with "bridge", "pair" with "pairs". */
function alike(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));
}

/** Letters to insert, remove or change (Levenshtein). */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    above = row;
  }
  return above[b.length];
}
