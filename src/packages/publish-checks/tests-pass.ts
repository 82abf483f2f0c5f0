/** The package's own tests pass. */
import { type PublishCheck, refusal, warning } from './check.ts';

export const testsPass: PublishCheck = {
  title: 'the tests pass',
  async run({ runTests }) {
    switch (await runTests()) {
      case 'passed':
        return [];
      case 'failed':
        return [refusal('the tests fail', "'aegis test' shows them")];
      default:
        return [warning('there are no tests', "write functions 'test_…' in files 'tests/test_….aegis'")];
    }
  },
};
