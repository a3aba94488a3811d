type NumberArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/**
 * The same value with every typed array in memory that threads share, so that it is held once for all: copied there unless it
 * lies there already. What it holds twice stays one.
 */
export function shareArrays<Value>(value: Value, shared = new Map<unknown, unknown>()): Value {
  const known = shared.get(value);
  if (known !== undefined) return known as Value;
  if (isNumberArray(value)) {
    const { buffer, constructor, byteLength } = value;
    if (buffer instanceof SharedArrayBuffer) return value;
    const copy = new (constructor as new (buffer: SharedArrayBuffer) => NumberArray)(new SharedArrayBuffer(byteLength));
    copy.set(value);
    shared.set(value, copy);
    return copy as Value;
  }
  if (value === null || typeof value !== 'object') return value;
  const copy = Array.isArray(value)
    ? value.map((part: unknown) => shareArrays(part, shared))
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shareArrays(part as unknown, shared)]));
  shared.set(value, copy);
  return copy as Value;
}

function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
