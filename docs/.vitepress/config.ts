/** The manual as a web site: `npm run docs` builds it into dist/manual. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

const docs = join(import.meta.dirname, '..');
const grammar = JSON.parse(readFileSync(join(docs, '../editors/vscode/syntaxes/aegis.tmLanguage.json'), 'utf8'));

/** A page of the sidebar, titled by its first heading. */
function page(file: string): { text: string; link: string } {
  const title = /^# (.*)$/m.exec(readFileSync(join(docs, `${file}.md`), 'utf8'))?.[1] ?? file;
  return { text: title.replaceAll('`', ''), link: `/${file}` };
}

function pages(...files: string[]): { text: string; link: string }[] {
  return files.filter((file) => existsSync(join(docs, `${file}.md`))).map(page);
}

/** The pages about diagnostics, by area. */
function diagnostics(): { text: string; collapsed: boolean; items: { text: string; link: string }[] }[] {
  return readdirSync(join(docs, 'errors'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: area }) => ({
      text: area,
      collapsed: true,
      items: readdirSync(join(docs, 'errors', area))
        .sort()
        .map((file) => file.replace(/\.md$/, ''))
        .map((slug) => ({ text: slug, link: `/errors/${area}/${slug}` })),
    }));
}

function decisions(): { text: string; link: string }[] {
  return readdirSync(join(docs, 'decisions'))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => page(`decisions/${file.replace(/\.md$/, '')}`));
}

export default defineConfig({
  title: 'Aegis',
  description: 'A Python-like programming language for AI agents that cannot do what they were not allowed to',
  outDir: join(docs, '../dist/manual'),
  cleanUrls: true,
  // Pages link to sources and to files beside the manual, which the site does not have.
  ignoreDeadLinks: [
    /^\.\.?\/.*\.\.\//,
    /\/(?:src|registry|examples|tests|templates|bench)\//,
    /(?:CONTRIBUTING|SECURITY|CHANGELOG|README)/,
  ],
  markdown: {
    languages: [
      { ...grammar, name: 'aegis' },
      // What programs print has no words to colour.
      { name: 'output', scopeName: 'text.aegis-output', patterns: [], repository: {} },
    ],
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Language', link: '/language' },
      { text: 'Commands', link: '/commands' },
      { text: 'Diagnostics', link: '/diagnostics' },
    ],
    sidebar: [
      { text: 'Begin', items: pages('start', 'coming-from-python', 'python-differences') },
      {
        text: 'Safety',
        items: pages('taint', 'sanitize-contexts', 'capabilities', 'contracts', 'http-and-processes', 'threat-model'),
      },
      { text: 'Language', items: pages('language') },
      {
        text: 'Tools',
        items: pages(
          'commands',
          'command-reference',
          'testing',
          'formatting',
          'migrate',
          'packages',
          'publishing',
          'registry',
        ),
      },
      {
        text: 'Formats',
        items: pages('manifest', 'lockfile', 'ledger-format', 'cache-layout', 'protocol', 'solver'),
      },
      {
        text: 'Diagnostics',
        collapsed: true,
        items: [{ text: 'All of them', link: '/diagnostics' }, ...diagnostics()],
      },
      {
        text: 'Inside',
        collapsed: true,
        items: [...pages('architecture', 'runtime', 'dependencies', 'STATUS'), ...decisions()],
      },
    ],
  },
});
