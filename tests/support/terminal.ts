/** A command on a terminal of its own, used key by key as a person does. */

const controlSequences = /\u001b\[[?0-9;>]*[A-Za-z]|\u001b[=>]|\u001b\][^\u0007]*\u0007/g;

export interface SessionOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export class TerminalSession {
  private output = '';
  private read = 0;
  readonly child: Bun.Subprocess;

  constructor(command: readonly string[], { cwd, environment }: SessionOptions) {
    this.child = Bun.spawn([...command], {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: cwd, TERM: 'xterm', NO_COLOR: '1', ...environment },
      terminal: {
        cols: 100,
        rows: 30,
        data: (_terminal, data) => {
          this.output += new TextDecoder().decode(data).replace(controlSequences, '');
        },
      },
    });
  }

  /** Types keys, then waits until the screen has shown this since the last time. */
  async type(keys: string, expected: string): Promise<void> {
    this.child.terminal!.write(keys);
    await this.see(expected);
  }

  /** Waits until nothing has come for a while. */
  async quiet(): Promise<void> {
    for (let length = -1; length !== this.output.length; await Bun.sleep(150)) length = this.output.length;
  }

  async see(expected: string): Promise<void> {
    const end = Date.now() + 20_000;
    for (;;) {
      const at = this.output.indexOf(expected, this.read);
      if (at !== -1) {
        this.read = at + expected.length;
        return;
      }
      if (Date.now() > end) throw new Error(`'${expected}' never came after: ${this.output.slice(this.read)}`);
      await Bun.sleep(20);
    }
  }
}
