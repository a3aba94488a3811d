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
 * @param note takes the one line that says that `auto` fell back to the CPU; what CUDA lacks is for who asked for it
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
    if (choice === 'cuda') {
      const reason = firstLine(messageOf(cause));
      throw new AlongsideError(
        'cuda-unavailable',
        `CUDA cannot be used (${reason}). Install the NVIDIA driver, CUDA 12 and cuDNN 9, fetch ONNX Runtime’s CUDA library with "ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js", or choose --provider cpu.`,
        { provider: 'cuda' },
        { cause },
      );
    }
    note('Computing on the CPU (no CUDA here).');
    return { provider: 'cpu', opened: await open(['cpu']) };
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0].trim();
}
