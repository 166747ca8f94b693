// The one place that everything printed by this process passes.
import { logText } from './log-text.ts';

let isOwnCommand = false;

/** Runs `print`, whose output is a command to the runner. The toolkit escapes its texts. */
export function asCommand(print: () => void): void {
  isOwnCommand = true;
  try {
    print();
  } finally {
    isOwnCommand = false;
  }
}

/**
 * From here on, nothing that this process prints is a command to the runner or shows a secret, unless it is printed within `asCommand`:
 * packages print what servers returned, and an error that nobody handles is printed with its message. If the reader of
 * the log goes away (a closed pipe), the release continues.
 */
export function guardLog(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => undefined);
    stream.write = guarded(stream);
  }
  process.on('uncaughtException', (error: unknown) => {
    process.stderr.write(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  });
}

type Write = typeof process.stdout.write;

/** Each write is made of whole lines. Otherwise two harmless writes could form a command together. */
function guarded(stream: NodeJS.WriteStream): Write {
  const write = stream.write.bind(stream);
  return (chunk: string | Uint8Array, ...rest: []) => {
    if (isOwnCommand) return write(chunk, ...rest);
    const text = logText(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return write(text.endsWith('\n') ? text : `${text}\n`, ...rest);
  };
}
