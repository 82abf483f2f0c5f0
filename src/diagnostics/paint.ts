/** Colours by meaning. Whoever prints decides whether there are any; everything must be readable without them. */

export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  label(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

export const plain: Paint = {
  error: (text) => text,
  warning: (text) => text,
  label: (text) => text,
  strong: (text) => text,
  faint: (text) => text,
};

const sequence = (code: string) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

export const coloured: Paint = {
  error: sequence('1;31'),
  warning: sequence('1;33'),
  label: sequence('36'),
  strong: sequence('1'),
  faint: sequence('2'),
};
