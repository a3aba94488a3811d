import { z } from 'zod';
import { sequenceTensorShape, type SequenceTensor, type UserModel } from '../../learning/sequence/index.js';
import { DamagedValue, float32, json, numbers } from '../codec/index.js';
import { fieldsPart } from './fields-part.js';

const head = z.object({
  kind: z.enum(['mean', 'bilstm']),
  dimension: z.int().positive(),
  recency: z.array(z.number()).readonly(),
});
const tensor = numbers(float32);

/** A user model: its head, and of a trained one each tensor. */
export const userModelPart = fieldsPart({
  key: 'user-model',
  fields: {
    head: json(head),
    input_kernel: tensor,
    recurrent_kernel: tensor,
    projection: tensor,
    log_scale: tensor,
    popularity_weight: tensor,
  },
  split: (model: UserModel) => {
    const { kind, dimension, recency } = model;
    return { head: { kind, dimension, recency }, ...(model.kind === 'mean' ? {} : model.tensors) };
  },
  join: async (read): Promise<UserModel> => {
    const { kind, dimension, recency } = await read('head');
    if (kind === 'mean') return { kind, dimension, recency };
    const tensor = async (name: SequenceTensor): Promise<Float32Array> => {
      const values = await read(name);
      const length = sequenceTensorShape(name, dimension).reduce((product, side) => product * side, 1);
      if (values.length !== length) throw new DamagedValue(`${name} holds ${values.length} of ${length} numbers.`);
      return values;
    };
    return {
      kind,
      dimension,
      recency,
      tensors: {
        input_kernel: await tensor('input_kernel'),
        recurrent_kernel: await tensor('recurrent_kernel'),
        projection: await tensor('projection'),
        log_scale: await tensor('log_scale'),
        popularity_weight: await tensor('popularity_weight'),
      },
    };
  },
});
