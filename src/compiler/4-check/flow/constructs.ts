/** Constructs as values: functions whose results come from outside, stores, and plans. */
import type * as ast from '#language/ast';
import { capabilityText, effectsOfConstruct } from '../capabilities/effects.ts';
import { functionCallable } from './callable.ts';
import { evaluate, siteOf } from './expressions.ts';
import type { Label } from './trace.ts';
import { nothing, objectValue, type Value, valueOf } from './value.ts';
import type { Walker } from './walker.ts';

export function defineConstruct(node: ast.ConstructDef, walker: Walker): Value {
  switch (node.construct) {
    case 'tool_call':
    case 'human_input':
    case 'delegate':
      return outside(node, walker);
    case 'memory_access':
      return store(node, walker);
    case 'plan':
      return valueOf({ callables: [functionCallable(walker.file.functionOf(node, walker))] });
    default:
      return nothing;
  }
}

/** A function that somebody else carries out: labelled arguments only where it says so, and a labelled result. */
function outside(node: ast.ConstructDef, walker: Walker): Value {
  const { file, frame } = walker;
  const flow = file.functionOf(node, walker);
  const { construct, name } = node;
  flow.parameters = flow.parameters.map((parameter, at) => {
    const takes = parameter.into !== null || file.declaresLabel(node, at);
    const refuses = `is passed to the ${construct} ${name.name}(), whose '${parameter.name}' is not declared tainted,`;
    return { ...parameter, refuses: takes ? null : refuses };
  });
  const place = frame.placeOf(node);
  for (const each of effectsOfConstruct(node)) {
    const capability = capabilityText(each);
    flow.summary.effects.set(capability, { capability, place, by: name.name });
  }
  for (const clause of node.clauses)
    if (clause.name.name === 'fallback' && clause.value !== null) evaluate(clause.value, walker);
  if (!isSwitched(node, 'taint_output', false)) {
    const label: Label = construct === 'human_input' && isSwitched(node, 'secret', true) ? 'secret' : 'tainted';
    flow.declared = { label, step: { place, text: `it comes from outside here: ${construct} ${name.name}` } };
  }
  return valueOf({ callables: [functionCallable(flow)] });
}

const reading: readonly string[] = ['get', 'search', 'recent', 'between'];
const writing: readonly string[] = ['set', 'store', 'append', 'delete', 'keys'];

function store(node: ast.ConstructDef, walker: Walker): Value {
  const { frame } = walker;
  const object = frame.objects.at(siteOf(node), 'module', node.name.name, null);
  const [read, write] = effectsOfConstruct(node);
  for (const name of [...reading, ...writing]) {
    const flow = walker.file.helperFunction(`${node.name.name}.${name}`, node);
    const isReading = reading.includes(name);
    const capability = capabilityText(isReading || name === 'keys' ? read! : write!);
    const place = frame.placeOf(node);
    flow.summary.effects.set(capability, { capability, place, by: node.name.name });
    if (isReading) {
      const step = { place, text: `it comes from outside here: memory_access ${node.name.name}` };
      flow.declared = { label: 'tainted', step };
    }
    object.add(`.${name}`, valueOf({ callables: [functionCallable(flow)] }));
  }
  return objectValue(object);
}

/** Whether a clause of that name is written as the given constant. */
function isSwitched(node: ast.ConstructDef, name: string, value: boolean): boolean {
  const written = node.clauses.find((clause) => clause.name.name === name)?.value;
  return written?.kind === 'Constant' && written.value.type === 'bool' && written.value.value === value;
}

/** Walks the steps of a plan as one body. */
export function walkPlan(node: ast.ConstructDef, walker: Walker): void {
  for (const item of node.body) {
    if (item.kind !== 'Step') walker.block([item]);
    else {
      walker.block(item.body);
      if (item.rollback !== null) walker.block(item.rollback);
    }
  }
  if (node.rollback !== null) walker.block(node.rollback);
}
