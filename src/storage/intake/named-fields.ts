/** What Redis gives as one list: each field's name, then its value. */
export function namedFields<Value>(fields: readonly Value[]): ReadonlyMap<Value, Value> {
  const named = new Map<Value, Value>();
  for (let i = 0; i + 1 < fields.length; i += 2) named.set(fields[i], fields[i + 1]);
  return named;
}
