import { AlongsideError, messageOf } from '../../core/index.js';

/** Where the graphs are computed. */
export type ExecutionProvider = 'cuda' | 'cpu';

/** `auto` takes CUDA where it works and the CPU elsewhere; the others never fall back. */
export type ProviderChoice = 'auto' | ExecutionProvider;

/** Opens something (a session) on providers in the order of preference; throws where the first cannot be loaded. */
export type OpenOn<T> = (providers: readonly ExecutionProvider[]) => Promise<T>;

/**
 * Opens on the chosen provider and says which one it was.
 *
 * @param note takes the one line that says why `auto` fell back to the CPU
 * @throws `cuda-unavailable` where `cuda` was asked for and cannot be had
 */
export async function openOnProvider<T>(
  choice: ProviderChoice,
  open: OpenOn<T>,
  note: (line: string) => void,
): Promise<{ readonly provider: ExecutionProvider; readonly opened: T }> {
  if (choice === 'cpu') return { provider: 'cpu', opened: await open(['cpu']) };
  try {
    // The CPU behind CUDA computes the operators that CUDA lacks; a missing library still throws.
    return { provider: 'cuda', opened: await open(['cuda', 'cpu']) };
  } catch (cause) {
    const reason = firstLine(messageOf(cause));
    if (choice === 'cuda') {
      throw new AlongsideError(
        'cuda-unavailable',
        `CUDA cannot be used (${reason}). Install the NVIDIA driver, CUDA 12 and cuDNN 9, fetch ONNX Runtime’s CUDA library with "ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js", or choose --provider cpu.`,
        { provider: 'cuda' },
        { cause },
      );
    }
    note(`CUDA is not available (${reason}); computing on the CPU.`);
    return { provider: 'cpu', opened: await open(['cpu']) };
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0].trim();
}
