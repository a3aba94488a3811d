import { tensorOf, type InferenceSession, type OnnxModelName, type OnnxRuntime, type Tensor } from '../onnx/index.js';
import type { OptimiserState } from './optimiser-state.js';
import type { QueryBatches } from './query-batches.js';
import type { StepInputs } from './network/step-inputs.js';
import type { TrainingConfig } from './network/training-config.js';

type Feeds = Record<string, Tensor>;

/** Makes optimisation steps `first` … `first + count - 1` and answers their losses. */
export type RunSteps = (first: number, count: number) => Promise<readonly number[]>;

/** What steps read beside the state. */
export interface StepSources {
  readonly constants: Feeds;
  readonly inputs: Pick<StepInputs, 'feeds' | 'fill'>;
  readonly batches: Pick<QueryBatches, 'of'>;
}

/** The graph that makes the steps of a configuration. */
export function trainingGraphName({ layer, depth }: TrainingConfig, stepsPerRun: number): OnnxModelName {
  return stepsPerRun === 1 ? `train-${layer}-${depth}` : `train-${layer}-${depth}-loop`;
}

/**
 * @param stepsPerRun above 1 for a provider that copies inputs and results at each run (CUDA): that many steps go round
 *   in a loop inside the graph
 */
export async function stepRunner(
  runtime: OnnxRuntime,
  config: TrainingConfig,
  state: OptimiserState,
  sources: StepSources,
  stepsPerRun: number,
): Promise<RunSteps> {
  const session = await runtime.session(trainingGraphName(config, stepsPerRun));
  return stepsPerRun === 1 ? singleSteps(session, state, sources) : loopedSteps(session, state, sources);
}

function singleSteps(session: InferenceSession, state: OptimiserState, sources: StepSources): RunSteps {
  const { constants, inputs, batches } = sources;
  const loss = tensorOf(new Float32Array(1), [1, 1]);
  return async (first, count) => {
    const losses: number[] = [];
    for (let step = first; step < first + count; step++) {
      inputs.fill(step, batches.of(step));
      await session.run({ ...state.inputs, ...constants, ...inputs.feeds }, { ...state.outputs, loss });
      state.swap();
      losses.push(loss.data[0]);
    }
    return losses;
  };
}

function loopedSteps(session: InferenceSession, state: OptimiserState, sources: StepSources): RunSteps {
  const { constants, inputs, batches } = sources;
  return async (first, count) => {
    const stacked = Object.fromEntries(
      Object.entries(inputs.feeds).map(([name, tensor]) => [name, stackOf(tensor, count)]),
    );
    for (let i = 0; i < count; i++) {
      inputs.fill(first + i, batches.of(first + i));
      for (const [name, tensor] of Object.entries(inputs.feeds)) {
        const into = stacked[name].data as Float32Array;
        into.set(tensor.data as Float32Array, i * tensor.size);
      }
    }
    const steps = tensorOf(BigInt64Array.of(BigInt(count)), []);
    const losses = tensorOf(new Float32Array(count), [count, 1, 1]);
    await session.run({ ...state.inputs, ...constants, ...stacked, steps }, { ...state.outputs, losses });
    state.swap();
    return Array.from(losses.data);
  };
}

/** Room for `count` tensors like this one, one after another. */
function stackOf({ type, dims, size }: Tensor, count: number): Tensor {
  const shape = [count, ...dims];
  if (type === 'int32') return tensorOf(new Int32Array(count * size), shape);
  if (type === 'uint8') return tensorOf(new Uint8Array(count * size), shape);
  return tensorOf(new Float32Array(count * size), shape);
}
