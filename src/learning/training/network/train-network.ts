import { AlongsideError } from '../../../core/index.js';
import type { OnnxRuntime } from '../../onnx/index.js';
import { betterOf, type BestParameters } from '../best-parameters.js';
import { encodeCheckpoint, restoreCheckpoint, trainingFingerprint } from '../checkpoint.js';
import { encodeNetwork } from './encode-network.js';
import { initialParameters, type NetworkParameters, type TrainedNetwork } from './network-parameters.js';
import { OptimiserState } from '../optimiser-state.js';
import { QueryBatches } from '../query-batches.js';
import { constantInputs } from './constant-inputs.js';
import { StepInputs } from './step-inputs.js';
import { stepRunner, trainingGraphName, type RunSteps } from '../step-runner.js';
import { checkTrainingConfig, type TrainingConfig } from './training-config.js';
import { checkTrainingData, type TrainingData } from './training-data.js';
import type { TrainingHooks } from '../training-hooks.js';
import { trainingTargets } from './training-targets.js';

const defaultStepsPerRun = { cpu: 1, cuda: 8 } as const;

/**
 * Trains an item network: steps of Adam on the cross entropy of each query product's evidence with products of other
 * category groups, inside ONNX graphs.
 *
 * Deterministic: same data, configuration and earlier network give the same bytes, for every number of threads, and also
 * when resumed from a checkpoint. Ends after `config.steps`, or earlier where `hooks.validate` has not found better
 * parameters for `config.patience` validations; the best validated parameters are the result.
 *
 * @throws `training-diverged` where loss or parameters cease to be finite; the batch goes to `hooks.keepBatch`
 * @throws the reason of `hooks.signal`, a checkpoint being written first
 */
export async function trainNetwork(
  runtime: OnnxRuntime,
  data: TrainingData,
  config: TrainingConfig,
  hooks: TrainingHooks = {},
): Promise<TrainedNetwork> {
  checkTrainingConfig(config);
  checkTrainingData(data);
  const first = initialParameters(data, config, hooks.earlier);
  const targets = trainingTargets(data, config);
  if (targets.queries.length === 0) {
    hooks.note?.('No product was seen together with one of another category: there is nothing to train on.');
    return trained(data, config, first);
  }
  const batches = new QueryBatches(targets.queries, config.batchSize, config.seed);
  const inputs = new StepInputs(data, targets, config, batches.size);
  const fingerprint =
    hooks.checkpoints === undefined
      ? ''
      : trainingFingerprint(config, data, first, runtime.sha256(`train-${config.layer}-${config.depth}`));
  const state = new OptimiserState(first, config.dimension);
  const stepsPerRun = hooks.stepsPerRun ?? defaultStepsPerRun[runtime.provider];
  const sources = { constants: constantInputs(data, config, runtime.blockSlots), inputs, batches };
  const run = await stepRunner(runtime, config, state, sources, stepsPerRun);
  const training = new Training(runtime, data, config, hooks, state, run, batches, fingerprint);
  try {
    await training.resume();
    return trained(data, config, await training.toTheEnd(stepsPerRun));
  } finally {
    await runtime.release(trainingGraphName(config, stepsPerRun));
  }
}

function trained(data: TrainingData, config: TrainingConfig, parameters: NetworkParameters): TrainedNetwork {
  return { config, productIds: data.productIds, attributeIds: data.attributes.ids, parameters };
}

/** One training under way. */
class Training {
  private step = 0;
  private loss = NaN;
  private best: BestParameters | undefined;

  constructor(
    private readonly runtime: OnnxRuntime,
    private readonly data: TrainingData,
    private readonly config: TrainingConfig,
    private readonly hooks: TrainingHooks,
    private readonly state: OptimiserState,
    private readonly run: RunSteps,
    private readonly batches: QueryBatches,
    private readonly fingerprint: string,
  ) {}

  /** Goes on from the checkpoint, if there is one of this very training. */
  async resume(): Promise<void> {
    const checkpoint = await this.hooks.checkpoints?.store.read();
    if (checkpoint === undefined) return;
    const position = restoreCheckpoint(checkpoint, this.fingerprint, this.state);
    if (position === undefined) {
      this.hooks.note?.('The checkpoint is of other data or settings; training from the start.');
      return;
    }
    this.step = position.step;
    this.best = position.best;
    this.hooks.note?.(`Training goes on from step ${this.step}.`);
  }

  /** The parameters that training ends with. */
  async toTheEnd(stepsPerRun: number): Promise<NetworkParameters> {
    const { config, hooks, state } = this;
    const from = this.step;
    const started = hooks.clock?.() ?? 0;
    while (this.step < config.steps && !this.isPatienceOver()) {
      if (hooks.signal?.aborted === true) await this.writeCheckpoint();
      hooks.signal?.throwIfAborted();
      const count = Math.min(stepsPerRun, this.stepsToNextStop());
      await this.advance(count);
      const elapsed = hooks.clock === undefined ? undefined : (hooks.clock() - started) / 1000;
      hooks.progress?.({
        step: this.step,
        steps: config.steps,
        loss: this.loss,
        ...(elapsed !== undefined && { secondsLeft: (elapsed / (this.step - from)) * (config.steps - this.step) }),
      });
      if (this.isDue(config.validateEvery)) await this.validate();
      if (this.isDue(hooks.checkpoints?.every ?? 0)) await this.writeCheckpoint();
    }
    await this.checkParameters();
    return this.best?.parameters ?? state.parameters();
  }

  private isPatienceOver(): boolean {
    return this.best !== undefined && this.best.since >= this.config.patience;
  }

  private isDue(every: number): boolean {
    return every > 0 && (this.step % every === 0 || this.step === this.config.steps);
  }

  /** How many steps may be made before something is due. */
  private stepsToNextStop(): number {
    const left = (every: number): number => (every > 0 ? every - (this.step % every) : Infinity);
    return Math.min(
      this.config.steps - this.step,
      left(this.config.validateEvery),
      left(this.hooks.checkpoints?.every ?? 0),
    );
  }

  private async advance(count: number): Promise<void> {
    const losses = await this.run(this.step, count);
    const failed = losses.findIndex((loss) => !Number.isFinite(loss));
    if (failed >= 0) await this.diverged(this.step + failed, losses[failed]);
    this.step += count;
    this.loss = losses[count - 1];
  }

  private async validate(): Promise<void> {
    if (this.hooks.validate === undefined) return;
    await this.checkParameters();
    const { runtime, data, config, state } = this;
    const embeddings = await encodeNetwork(runtime, trained(data, config, state.parameters()), data);
    const value = await this.hooks.validate(embeddings, this.step);
    this.best = betterOf(this.best, value, this.step, () => state.copy());
  }

  private async checkParameters(): Promise<void> {
    if (!this.state.isFinite()) await this.diverged(this.step - 1, this.loss);
  }

  private async diverged(step: number, loss: number): Promise<never> {
    const queries = Array.from(this.batches.of(Math.max(0, step)), (product) => this.data.productIds[product]);
    await this.hooks.keepBatch?.({ step, loss, queries });
    throw new AlongsideError(
      'training-diverged',
      `Training stopped at step ${step + 1}: its numbers are no longer finite (loss ${loss}). Look at the batch that was kept, or train with a lower learning rate than ${this.config.learningRate}.`,
      { step, loss: String(loss), queries: queries.slice(0, 10) },
    );
  }

  private async writeCheckpoint(): Promise<void> {
    const { hooks, step, best, fingerprint, state } = this;
    await hooks.checkpoints?.store.write(encodeCheckpoint(fingerprint, { step, best }, state));
  }
}
