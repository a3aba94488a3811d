import { availableParallelism } from 'node:os';
import { openOnProvider, type ExecutionProvider, type OpenOn, type ProviderChoice } from './execution-provider.js';
import { onnx } from './native.js';
import { OnnxLibrary, type OnnxModelName, type VerifiedOnnxModel } from './onnx-library.js';
import { createSession, type InferenceSession } from './session.js';

export interface OnnxRuntimeOptions {
  /** Default `auto`. */
  readonly provider?: ProviderChoice;
  /** Threads within an operator; default one a core. Results do not depend on it. */
  readonly threads?: number;
  /**
   * Neighbour slots of a block of rows; results do not depend on it. The default keeps a block's gathered states in the
   * CPU's cache. CUDA uploads all states at each block, so there a block is as large as its bucket, up to 4 M slots.
   */
  readonly blockSlots?: number;
  readonly library?: OnnxLibrary;
  /** Takes the line that says why `auto` fell back to the CPU. */
  readonly note?: (line: string) => void;
}

const defaultBlockSlots: Readonly<Record<ExecutionProvider, number>> = { cpu: 16_384, cuda: 4_194_304 };

/** ONNX Runtime on one execution provider, with the verified graphs of `onnx-models/`. */
export class OnnxRuntime {
  private readonly sessions = new Map<OnnxModelName, InferenceSession>();

  private constructor(
    readonly provider: ExecutionProvider,
    readonly blockSlots: number,
    private readonly library: OnnxLibrary,
    private readonly openSession: (model: VerifiedOnnxModel) => Promise<InferenceSession>,
  ) {}

  /** Settles on a provider by opening a first graph on it. */
  static async open(options: OnnxRuntimeOptions = {}): Promise<OnnxRuntime> {
    const { provider: choice = 'auto', threads = availableParallelism(), library = new OnnxLibrary() } = options;
    // Its own log repeats what it throws, in colour and over several lines.
    onnx().env.logLevel = 'fatal';
    // TF32 keeps 10 bits of a product's 23: with it, embeddings of CUDA and the CPU differ by 2e-4, without it by 2e-7.
    // The session's own option for it does not reach the library from Node.
    if (choice !== 'cpu') process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
    const openOn =
      (model: VerifiedOnnxModel): OpenOn<InferenceSession> =>
      (providers) =>
        createSession(model, threads, providers);
    const first = library.load('lightgcn');
    const { provider, opened } = await openOnProvider(choice, openOn(first), options.note ?? (() => undefined));
    const providers: readonly ExecutionProvider[] = provider === 'cuda' ? ['cuda', 'cpu'] : ['cpu'];
    const runtime = new OnnxRuntime(provider, options.blockSlots ?? defaultBlockSlots[provider], library, (model) =>
      openOn(model)(providers),
    );
    runtime.sessions.set('lightgcn', opened);
    return runtime;
  }

  /** Version of the onnxruntime-node package. */
  get version(): string {
    const { versions } = onnx().env;
    return versions.node ?? versions.common;
  }

  /** The session of a graph, opened once. */
  async session(name: OnnxModelName): Promise<InferenceSession> {
    const known = this.sessions.get(name);
    if (known !== undefined) return known;
    const opened = await this.openSession(this.library.load(name));
    this.sessions.set(name, opened);
    return opened;
  }

  /** Closes a graph's session, whose memory is not needed any more; it opens anew when asked for. */
  async release(name: OnnxModelName): Promise<void> {
    await this.sessions.get(name)?.release();
    this.sessions.delete(name);
  }

  /** SHA-256 of a graph's file, as the manifest has it. */
  sha256(name: OnnxModelName): string {
    return this.library.entry(name).sha256;
  }

  async close(): Promise<void> {
    for (const session of this.sessions.values()) await session.release();
    this.sessions.clear();
  }
}
