import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
import {
  sequenceTensors,
  sequenceTensorShape,
  type SequenceTensor,
  type UserModel,
} from '../../learning/sequence/index.js';

const headSchema = z.object({
  kind: z.enum(['mean', 'bilstm']),
  dimension: z.int().positive(),
  recency: z.array(z.number()),
});

/** A user model as the fields of a hash: its head as JSON, and each tensor as little-endian float32. */
export function encodeUserModel(model: UserModel): [field: string, value: string | Buffer][] {
  const { kind, dimension, recency } = model;
  const head: [string, string] = ['head', JSON.stringify({ kind, dimension, recency })];
  if (model.kind === 'mean') return [head];
  return [
    head,
    ...sequenceTensors.map((name): [string, Buffer] => {
      const { buffer, byteOffset, byteLength } = model.tensors[name];
      return [name, Buffer.from(buffer, byteOffset, byteLength)];
    }),
  ];
}

/** Reads what `encodeUserModel` wrote; throws `snapshot-corrupt` on anything else. */
export function decodeUserModel(fields: Readonly<Record<string, Buffer>>, where: string): UserModel {
  try {
    const { kind, dimension, recency } = headSchema.parse(JSON.parse(String(fields['head'])));
    if (kind === 'mean') return { kind, dimension, recency };
    const tensors = sequenceTensors.map((name) => [name, decodeTensor(fields[name], name, dimension)] as const);
    return { kind, dimension, recency, tensors: Object.fromEntries(tensors) as Record<SequenceTensor, Float32Array> };
  } catch (cause) {
    throw new AlongsideError(
      'snapshot-corrupt',
      `The model of customers in ${where} is damaged. Run "alongside embed --full" to write it anew.`,
      { where },
      { cause },
    );
  }
}

function decodeTensor(bytes: Buffer | undefined, name: SequenceTensor, dimension: number): Float32Array {
  const length = sequenceTensorShape(name, dimension).reduce((product, side) => product * side, 1);
  if (bytes?.length !== 4 * length) throw new RangeError(`${name} holds ${bytes?.length ?? 0} bytes.`);
  // Redis' replies are not aligned for float32.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
