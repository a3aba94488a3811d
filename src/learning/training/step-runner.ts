import { runInto, tensorOf, type InferenceSession, type OnnxRuntime, type Tensor } from '../onnx/index.js';
import { AdamInputs } from './adam.js';
import type { AdamState } from './adam-state.js';
import type { StepSources, TrainingSchedule } from './training-task.js';

type Feeds = Readonly<Record<string, Tensor>>;

/** Makes optimisation steps `first` … `first + count - 1` and answers their losses. */
export type RunSteps = (first: number, count: number) => Promise<readonly number[]>;

/** The inputs of a graph, which stand for one step after the other. */
interface Inputs {
  readonly feeds: Feeds;
  readonly fill: (step: number) => void;
}

/** Runs a training graph over the state: single steps, or several in a loop inside the graph (`stepsPerRun` above 1). */
export async function stepRunner(
  runtime: OnnxRuntime,
  state: AdamState,
  { graph, constants, inputs, batches, stepsPerRun }: StepSources,
  schedule: Pick<TrainingSchedule, 'learningRate' | 'weightDecay'>,
): Promise<RunSteps> {
  const session = await runtime.session(graph);
  const adam = new AdamInputs(schedule);
  const all: Inputs = {
    feeds: { ...inputs.feeds, ...adam.feeds },
    fill: (step) => {
      inputs.fill(step, batches.of(step));
      adam.fill(step);
    },
  };
  return stepsPerRun === 1 ? singleSteps(session, state, constants, all) : loopedSteps(session, state, constants, all);
}

function singleSteps(session: InferenceSession, state: AdamState, constants: Feeds, inputs: Inputs): RunSteps {
  const loss = tensorOf(new Float32Array(1), [1, 1]);
  return async (first, count) => {
    const losses: number[] = [];
    for (let step = first; step < first + count; step++) {
      inputs.fill(step);
      await runInto(session, { ...state.inputs, ...constants, ...inputs.feeds }, { ...state.outputs, loss });
      state.swap();
      losses.push(loss.data[0]);
    }
    return losses;
  };
}

function loopedSteps(session: InferenceSession, state: AdamState, constants: Feeds, inputs: Inputs): RunSteps {
  return async (first, count) => {
    const stacked = Object.fromEntries(
      Object.entries(inputs.feeds).map(([name, tensor]) => [name, stackOf(tensor, count)]),
    );
    for (let i = 0; i < count; i++) {
      inputs.fill(first + i);
      for (const [name, tensor] of Object.entries(inputs.feeds)) {
        const into = stacked[name].data as Float32Array;
        into.set(tensor.data as Float32Array, i * tensor.size);
      }
    }
    const steps = tensorOf(BigInt64Array.of(BigInt(count)), []);
    const losses = tensorOf(new Float32Array(count), [count, 1, 1]);
    await runInto(session, { ...state.inputs, ...constants, ...stacked, steps }, { ...state.outputs, losses });
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
