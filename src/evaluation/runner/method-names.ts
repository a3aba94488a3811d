import { UsageError } from '../../core/index.js';

/** Groups of methods that one word selects, each with the names in it. */
export type MethodGroups = ReadonlyMap<string, readonly string[]>;

/** The word for a method on the command line: "lift, shrunk" is `lift-shrunk`. */
export function methodWord(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * The methods that a list like `alongside,gf-cf` names.
 *
 * @throws UsageError `unknown-method`, which says all words that there are
 */
export function chosenMethods(text: string, groups: MethodGroups): Set<string> {
  const words = new Map([...groups.values()].flat().map((name) => [methodWord(name), [name] as readonly string[]]));
  for (const [group, names] of groups) words.set(group, names);
  const asked = text.split(',').map((word) => methodWord(word.trim()));
  const unknown = asked.filter((word) => !words.has(word));
  if (unknown.length > 0) {
    throw new UsageError(
      'unknown-method',
      `No method is called "${unknown.join('", "')}". There are: ${[...words.keys()].join(', ')}.`,
      { unknown },
    );
  }
  const names = new Set(asked.flatMap((word) => words.get(word) ?? []));
  return names;
}
