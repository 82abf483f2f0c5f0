/**
 * What the running code may ask for (docs/runtime.md §8). A declaration narrows, never widens: the authority of running
 * code is the chain of all declarations between it and the entry of the program. The broker judges; here the chain is kept.
 */

import { applied, joined } from './values/engine-shortcuts.ts';
import type { FunctionValue, Value } from './values/value.ts';

/** One `@capabilities(allow: …, deny: …)` or what a package was granted. */
export interface Declaration {
  /** Who declared it, as shown when it refuses: `module Triage`, `function fetch`, `package web-tools`. */
  readonly owner: string;
  /** Capabilities as written; null allows all that the outer layers allow. */
  readonly allow: readonly string[] | null;
  readonly deny: readonly string[];
}

/** Declarations in force, innermost first. */
export interface Authority {
  readonly declaration: Declaration;
  readonly outer: Authority | null;
}

/** The running code's authority; null: all that the project grants. */
export const authority: { current: Authority | null } = { current: null };

/** The authority of both: what runs with `inner` while `outer` called it. */
export function intersect(inner: Authority | null, outer: Authority | null): Authority | null {
  if (inner === null || inner === outer) return outer;
  if (outer === null || contains(inner, outer)) return inner;
  if (contains(outer, inner)) return outer;
  return { declaration: inner.declaration, outer: intersect(inner.outer, outer) };
}

/** True when `chain` has all of `part` as its tail. */
function contains(chain: Authority, part: Authority): boolean {
  for (let link: Authority | null = chain; link !== null; link = link.outer) if (link === part) return true;
  return false;
}

/** A callback that runs later keeps the authority of who asks for it now, whoever runs it. */
export function withCurrentAuthority(f: FunctionValue): FunctionValue {
  const snapshot = authority.current;
  if (snapshot === null) return f;
  const kept: FunctionValue = (...args: Value[]) => {
    const outer = authority.current;
    authority.current = intersect(snapshot, outer);
    try {
      return applied(f, args);
    } finally {
      authority.current = outer;
    }
  };
  if (f.signature !== undefined) kept.signature = f.signature;
  return kept;
}

/** True where it narrows already: calls among functions under one declaration, however deep, make no longer chain. */
function isInForce(declaration: Declaration): boolean {
  for (let link = authority.current; link !== null; link = link.outer) {
    if (link.declaration === declaration) return true;
  }
  return false;
}

/** The declarations in force, innermost first, as requests carry them. */
export function declarationsInForce(): Declaration[] {
  const declarations: Declaration[] = [];
  for (let link = authority.current; link !== null; link = link.outer) declarations.push(link.declaration);
  return declarations;
}

/** A function that runs `f` under a further declaration. Names and parameters are those of `f`. */
export function withAuthority(f: FunctionValue, declaration: Declaration): FunctionValue {
  const narrowed: FunctionValue = (...args: Value[]) => {
    const outer = authority.current;
    if (isInForce(declaration)) return applied(f, args);
    authority.current = { declaration, outer };
    try {
      return applied(f, args);
    } finally {
      authority.current = outer;
    }
  };
  if (f.signature !== undefined) narrowed.signature = f.signature;
  const { method } = f;
  if (method !== undefined) {
    narrowed.method = function (this: Value, ...args: Value[]) {
      return applied(narrowed, joined([this], args));
    };
  }
  return narrowed;
}
