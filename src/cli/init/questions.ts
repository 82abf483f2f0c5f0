/**
 * `aegis init` as a conversation, for a person at a terminal who gave neither folder nor flags. Nothing is written before the
 * last answer, so Ctrl-C at any moment leaves nothing behind.
 */
import { problemOfName } from '#packages/names';
import { openConsole } from '#platform/console';
import { isContinuousIntegration } from '#platform/environment';
import { writeTo } from '#platform/terminal';
import { complain, paintFor, say } from '../output.ts';
import { UsageFailure } from '../usage-failure.ts';
import { checkTemplate, defaultTemplate, describeTemplate, templateNames } from './template.ts';

export interface Answers {
  readonly name: string;
  readonly template: string;
}

/** Null when nobody is there to answer. */
export function openQuestions(): ((suggestedName: string) => Promise<Answers | null>) | null {
  const { terminal, readLine } = openConsole();
  if (terminal === null || isContinuousIntegration()) return null;

  /** Asks until the answer is one. @returns null at the end of input (Ctrl-D) */
  async function ask(question: string, standard: string, check: (answer: string) => void): Promise<string | null> {
    for (;;) {
      writeTo('out', `${question} ${paintFor('out').faint(`[${standard}]`)}: `);
      const line = await readLine();
      if (line === null) return null;
      const answer = line.trim() || standard;
      try {
        check(answer);
        return answer;
      } catch (error) {
        if (!(error instanceof UsageFailure)) throw error;
        complain(error.message, error.help);
      }
    }
  }

  return async (suggestedName) => {
    const name = await ask('Name of the project', suggestedName, checkName);
    if (name === null) return null;
    const width = Math.max(...templateNames.map((each) => each.length));
    for (const each of templateNames) say(`  ${each.padEnd(width)}  ${describeTemplate(each)}`);
    const template = await ask('Template', defaultTemplate, checkTemplate);
    return template === null ? null : { name, template };
  };
}

/** @throws UsageFailure saying what a name must be */
export function checkName(name: string): void {
  const problem = problemOfName(name);
  if (problem !== null) throw new UsageFailure(`'${name}' cannot be the name of a project: it ${problem}`);
}
