import type { Example, Operation } from '../operation.js';

/** The address of an example, its path and query filled in; arrays are repeated parameters. */
export function exampleUrl(
  { path }: Pick<Operation, 'path'>,
  { params = {}, query = {} }: Operation['examples'][number],
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) search.append(name, String(each));
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

/** Examples as OpenAPI names them, of those that say something here. */
export function examplesByName(
  examples: readonly Example[],
  valueOf: (example: Example) => unknown,
): Record<string, { summary: string; value: unknown }> {
  return Object.fromEntries(
    examples
      .filter((example) => valueOf(example) !== undefined)
      .map((example) => [nameOf(example), { summary: example.summary, value: valueOf(example) }]),
  );
}

function nameOf({ summary }: Example): string {
  return summary
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/-$/, '');
}
