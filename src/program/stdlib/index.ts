/**
 * Standard library modules written in TypeScript, by dotted name. Each is a chunk of its own, loaded only by programs that
 * import it, and before the process is confined: afterwards nothing can be loaded.
 */
export const standardModules: Readonly<Record<string, () => Promise<{ readonly default: object }>>> = {};
