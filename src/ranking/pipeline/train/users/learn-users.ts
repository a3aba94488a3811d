import type { OnnxRuntime } from '../../../../learning/onnx/index.js';
import type { UserModel } from '../../../../learning/sequence/index.js';
import type { Interactions } from '../../../../shop/index.js';
import type { UserWay } from '../../choices.js';
import { chooseRecency } from './choose-recency.js';
import { trainOnUsers, type UserTrainingHooks } from './train-on-users.js';
import type { ProductSpace } from '../../users/vector-search.js';

/** Learns to place customers among the products, validated on their last products; undefined where lists answer them. */
export async function learnUsers(
  runtime: OnnxRuntime,
  space: ProductSpace,
  interactions: Interactions,
  { way, seed }: { readonly way: UserWay; readonly seed: number },
  hooks: UserTrainingHooks,
): Promise<UserModel | undefined> {
  if (way === 'lists') return undefined;
  const recency = await chooseRecency(space, interactions);
  if (way === 'mean') return { kind: 'mean', dimension: space.dimension, recency };
  return { kind: 'bilstm', ...(await trainOnUsers(runtime, space, interactions, { recency, seed }, hooks)) };
}
