/** What a program's modules can do, put together from their interfaces. */
import { expect, test } from 'bun:test';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { inferredCapabilities } from '#project/inferred-capabilities';

function effectsOf(text: string): readonly string[] {
  const options = { name: 'part', package: null, importName: (written: string) => written, isGranted: null };
  return compile(new SourceFile('part.aegis', text), options).emitted!.interface.effects;
}

test('calls, constructs and sanitizers say what they need', () => {
  expect(
    effectsOf(`from aegis import files
import time
func save(path):
    files.write_text(path, str(time.time()))
func load():
    with open("data/in.txt", "r+") as source:
        return source.read()
@sanitizer(context="iban")
func clean(raw: str) -> str:
    return raw
`),
  ).toEqual(['clock.read', 'filesystem.read("data/in.txt")', 'filesystem.write', 'taint.sanitizer("iban")']);
});

test('of several modules, without what everybody may and what another one covers', () => {
  const parts = [
    { effects: ['stdio.write', 'filesystem.read("a/**")'] },
    { effects: ['filesystem.read("a/b.txt")', 'env.read("HOME")'] },
  ];
  expect(inferredCapabilities(parts)).toEqual(['env.read("HOME")', 'filesystem.read("a/**")']);
});
