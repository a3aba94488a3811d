import { tensorOf, type InferenceSession, type Tensor } from '../onnx/index.js';
import type { SequenceConfig } from './sequence-config.js';
import { sequenceTensors, sequenceTensorShape, type SequenceModel, type SequenceTensor } from './sequence-model.js';

type State = Readonly<Record<string, Tensor>>;

/** Adam's state in two sets of tensors: a step reads one and writes the other. */
export class OptimisationStep {
  private current: State;
  private next: State;
  private readonly loss = tensorOf(new Float32Array(1), [1, 1]);
  private readonly stepSize = new Float32Array(1);
  private steps = 0;

  constructor(
    private readonly session: InferenceSession,
    private readonly start: SequenceModel,
    private readonly config: SequenceConfig,
  ) {
    this.current = this.state((tensor) => start.tensors[tensor].slice());
    this.next = this.state((tensor) => new Float32Array(start.tensors[tensor].length));
  }

  /** Takes one step and answers the loss before it. */
  async run(feeds: Readonly<Record<string, Tensor>>): Promise<number> {
    const { learningRate, weightDecay } = this.config;
    this.steps++;
    this.stepSize[0] = (learningRate * Math.sqrt(1 - 0.999 ** this.steps)) / (1 - 0.9 ** this.steps);
    const outputs = Object.fromEntries(Object.entries(this.next).map(([name, tensor]) => [`${name}_next`, tensor]));
    await this.session.run(
      {
        ...feeds,
        ...this.current,
        step_size: tensorOf(this.stepSize, [1]),
        shrink: tensorOf(Float32Array.of(1 - learningRate * weightDecay), [1]),
      },
      { ...outputs, loss: this.loss },
    );
    [this.current, this.next] = [this.next, this.current];
    return this.loss.data[0];
  }

  /** A copy of what has been learned so far. */
  model(): SequenceModel {
    const tensors = Object.fromEntries(
      sequenceTensors.map((tensor) => [tensor, (this.current[tensor].data as Float32Array).slice()]),
    ) as Record<SequenceTensor, Float32Array>;
    return { ...this.start, tensors };
  }

  private state(values: (tensor: SequenceTensor) => Float32Array): State {
    const state: Record<string, Tensor> = {};
    for (const tensor of sequenceTensors) {
      const shape = sequenceTensorShape(tensor, this.start.dimension);
      const data = values(tensor);
      state[tensor] = tensorOf(data, shape);
      for (const moment of ['m', 'v']) {
        state[`${tensor}_${moment}`] = tensorOf(new Float32Array(data.length), shape);
      }
    }
    return state;
  }
}
