/** Which argument of a call goes to which parameter of the function. */
import type { Frame } from './frame.ts';
import type { Arguments, FlowParameter, FunctionFlow, PendingCall } from './function-flow.ts';
import type { Place } from './trace.ts';
import { join, joinAll, nothing, objectValue, passing, type Value, valueOf } from './value.ts';

/**
 * Values by parameter.
 *
 * @param site tells the containers of `*rest` and `**named` apart from those of other calls
 */
export function bindArguments(flow: FunctionFlow, given: Arguments, site: string, place: Place, frame: Frame): Value[] {
  const { name } = flow.facts;
  // Nothing labelled or alive is passed: what most calls are.
  if (flow.parameters.length === 0) return [];
  const places = flow.parameters.filter(({ kind }) => kind === 'positional' || kind === 'either');
  const spread = given.spread ?? nothing;
  return flow.parameters.map((parameter) => {
    const value = argumentOf(parameter, flow, places, given, spread, site, frame);
    if (parameter.into !== null && value !== nothing)
      frame.sink(
        {
          place,
          what: `is passed to '${parameter.name}' of ${name}(), which takes only what was sanitised for ${parameter.into},`,
          context: parameter.into,
          judges: 'both',
        },
        valueOf({ traces: value.traces, contexts: value.contexts }),
      );
    if (parameter.refuses !== null && value !== nothing)
      frame.sink({ place, what: parameter.refuses, context: 'log', judges: 'labels' }, frame.textOf(value));
    return passing(value, () => ({ place, text: `it is passed to ${name}() as '${parameter.name}'` }));
  });
}

function argumentOf(
  parameter: FlowParameter,
  flow: FunctionFlow,
  places: readonly FlowParameter[],
  given: Arguments,
  spread: Value,
  site: string,
  frame: Frame,
): Value {
  const { positional, named, namedSpread } = given;
  switch (parameter.kind) {
    case 'rest': {
      const further = joinAll([...positional.slice(places.length), spread]);
      return container(further, new Map(), 'tuple', `${site}*`, frame);
    }
    case 'keywords': {
      const taken = new Set(flow.parameters.map((each) => each.name));
      const further = new Map([...named].filter(([name]) => !taken.has(name)));
      return container(namedSpread ?? nothing, further, 'dict', `${site}**`, frame);
    }
    default: {
      const at = places.indexOf(parameter);
      const passed = at >= 0 && at < positional.length ? positional[at]! : named.get(parameter.name);
      if (passed !== undefined) return passed;
      const defaultValue = parameter.defaultValue ?? nothing;
      return join(join(defaultValue, at >= 0 ? spread : nothing), namedSpread ?? nothing);
    }
  }
}

function container(items: Value, named: ReadonlyMap<string, Value>, name: string, key: string, frame: Frame): Value {
  if (items === nothing && [...named.values()].every((each) => each === nothing)) return nothing;
  const object = frame.objects.at(key, 'container', name, frame.flow);
  object.add('[*]', items);
  for (const [key, value] of named) object.add(`[${JSON.stringify(key)}]`, value);
  return objectValue(object);
}

export const noArguments: Arguments = {
  positional: [],
  spread: null,
  named: new Map(),
  namedSpread: null,
  places: [],
  firstField: null,
};

/** All that a call is given. */
export function valuesOf({
  positional,
  spread,
  named,
  namedSpread,
}: Omit<Arguments, 'places' | 'firstField'>): Value[] {
  return [
    ...positional,
    ...(spread === null ? [] : [spread]),
    ...named.values(),
    ...(namedSpread === null ? [] : [namedSpread]),
  ];
}

/** One pending call for two of the same place. */
export function joinedCall(before: PendingCall, callee: Value, given: Arguments): PendingCall {
  const positional = given.positional.map((value, at) => join(before.given.positional[at] ?? nothing, value));
  const named = new Map(
    [...given.named].map(([name, value]) => [name, join(before.given.named.get(name) ?? nothing, value)]),
  );
  const both = (left: Value | null, right: Value | null): Value | null =>
    left === null ? right : right === null ? left : join(left, right);
  const spread = both(before.given.spread, given.spread);
  const namedSpread = both(before.given.namedSpread, given.namedSpread);
  return {
    ...before,
    callee: join(before.callee, callee),
    given: { ...before.given, positional, spread, named, namedSpread },
  };
}
