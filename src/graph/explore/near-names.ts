/** Names that may be meant by a mistyped one, nearest first: a few letters away, or sharing a word with it. */
export function nearNames(typed: string, names: readonly string[], most = 3): string[] {
  const words = new Set(typed.toLowerCase().split('-'));
  return names
    .map((name) => {
      const shared = name.split('-').filter((word) => words.has(word) || (typed.length > 2 && word.startsWith(typed)));
      const distance = editDistance(typed.toLowerCase(), name);
      return { name, distance: distance - 3 * shared.length, near: distance <= 3 || shared.length > 0 };
    })
    .filter(({ near }) => near)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
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
