/**
 * The program process as the host sees it: started from the same executable with a hidden first word and an empty
 * environment, joined by one socket, watched for memory, killed without asking.
 */

/** The hidden first word that makes an executable play the program process. */
export const programRole = '#program';

export interface ProgramProcess {
  readonly id: number;
  /** Sends bytes; what the socket does not take at once is sent when it can. */
  send(bytes: Uint8Array): void;
  /** Sets who gets what arrives; chunks that came before are handed over at once. */
  onData(receive: (chunk: Uint8Array) => void): void;
  /** Resolves with the exit code, or with the signal's name when it was killed. */
  readonly exited: Promise<ProcessEnd>;
  kill(): void;
}

export type ProcessEnd = { readonly code: number } | { readonly signal: string };

export interface SpawnOptions {
  /** Without them the program's output goes to the null device. */
  readonly inheritOutput: boolean;
}

/** All the environment that a program process has (docs/decisions/0027). */
const engineSettings = {
  // Frames of `return f()` must stay: tracebacks show them, and endless recursion has to end.
  BUN_JSC_useTailCalls: '0',
  // Most programs are over soon. The last compiler takes a processor away from those that run for less than a second, and
  // a heap of less than this is collected again and again while a program gets going.
  BUN_JSC_thresholdForFTLOptimizeAfterWarmUp: '200000',
  BUN_JSC_largeHeapSize: `${32 * 1024 * 1024}`,
};

/**
 * Starts a program process. Meant to be the first thing that a command does, so that both processes boot at once.
 *
 * @param options see there
 */
export function spawnProgramProcess(options: SpawnOptions): ProgramProcess {
  const output = options.inheritOutput ? 'inherit' : 'ignore';
  const child = Bun.spawn([process.execPath, ...scriptArguments(), programRole, String(process.pid)], {
    stdio: ['ignore', output, output, 'pipe'],
    env: engineSettings,
  });
  const socketDescriptor = child.stdio[3] as unknown as number;
  let receive: ((chunk: Uint8Array) => void) | null = null;
  const early: Uint8Array[] = [];
  const unsent: Uint8Array[] = [];

  const handlers: Bun.SocketHandler<undefined> = {
    data(_socket, chunk) {
      if (receive === null) early.push(new Uint8Array(chunk));
      else receive(chunk);
    },
    drain: (open) => sendUnsent(open),
    error() {},
    close() {},
  };
  // Bun takes an open descriptor here, which its types do not say.
  const connected = Bun.connect({
    fd: socketDescriptor,
    socket: handlers,
  } as unknown as Bun.UnixSocketOptions<undefined>);
  let socket: Bun.Socket<undefined> | null = null;
  void connected.then((open) => {
    socket = open;
    sendUnsent(open);
  });

  function sendUnsent(open: Bun.Socket<undefined>): void {
    while (unsent.length > 0) {
      const bytes = unsent[0]!;
      const sent = open.write(bytes);
      if (sent < 0) return;
      if (sent < bytes.length) {
        unsent[0] = bytes.subarray(sent);
        return;
      }
      unsent.shift();
    }
  }
  return {
    id: child.pid,
    send(bytes) {
      unsent.push(bytes);
      if (socket !== null) sendUnsent(socket);
    },
    onData(handler) {
      receive = handler;
      for (const chunk of early.splice(0)) handler(chunk);
    },
    exited: child.exited.then(
      (code): ProcessEnd => (child.signalCode === null ? { code } : { signal: String(child.signalCode) }),
    ),
    kill: () => child.kill('SIGKILL'),
  };
}

/** In the compiled binary nothing; from source (tests, development) the script that Bun has to run. */
function scriptArguments(): string[] {
  const isCompiled = Bun.main.startsWith('/$bunfs/') || Bun.main.startsWith('B:\\~BUN');
  return isCompiled ? [] : [sourceEntry];
}

/** Tests have an entry of their own, so the role is played by the real one whatever `Bun.main` is. */
const sourceEntry = new URL('../main.ts', import.meta.url).pathname;

/**
 * Calls back when the user interrupts (Ctrl-C) or the system asks us to end.
 *
 * @returns stops listening
 */
export function onInterrupt(callback: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, callback);
  return () => {
    for (const signal of signals) process.off(signal, callback);
  };
}
