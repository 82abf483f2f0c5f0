/**
 * `@capabilities(allow: […], deny: […])` and `requires …`: lists of capabilities, which are written down, not evaluated. A
 * list that cannot be read would deny nothing, so it stops the program.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import { nearestName } from '#diagnostics/suggest';
import type * as ast from '#language/ast';
import { CapabilitySyntaxError, capabilityNames, parseCapability } from '#language/capabilities';

/** What a decorator or signature declares; `allow` is null when it only denies. */
export interface DeclaredCapabilities {
  readonly allow: readonly string[] | null;
  readonly deny: readonly string[];
}

/** The lists of a well-formed `@capabilities`. */
export function declaredCapabilities(decorator: ast.Expression): DeclaredCapabilities {
  const keywords = decorator.kind === 'Call' ? decorator.keywords : [];
  const list = (name: string) => {
    const elements = elementsOf(keywords.find((keyword) => keyword.name?.name === name)?.value);
    return elements === null ? null : elements.map(capabilityText);
  };
  return { allow: list('allow'), deny: list('deny') ?? [] };
}

/** What `requires a, b` of a signature declares. */
export function requiredCapabilities(nodes: readonly ast.Expression[]): DeclaredCapabilities {
  return { allow: nodes.flatMap((node) => elementsOf(node) ?? [node]).map(capabilityText), deny: [] };
}

/** Reports a `@capabilities` that cannot be read. */
export function checkCapabilities(decorator: ast.Expression, diagnostics: Diagnostics): void {
  const { arguments: unnamed, keywords } = decorator.kind === 'Call' ? decorator : { arguments: [], keywords: [] };
  const isForm =
    keywords.length > 0 &&
    unnamed.length === 0 &&
    keywords.every(({ name, value }) => {
      return (name?.name === 'allow' || name?.name === 'deny') && elementsOf(value) !== null;
    });
  if (!isForm) {
    diagnostics.report('syntax/capability-list', decorator.span, '`@capabilities` takes the lists `allow` and `deny`', {
      help: 'write @capabilities(allow: [filesystem.read("./data/**")], deny: [stdio.write])',
    });
    return;
  }
  for (const { value } of keywords) for (const element of elementsOf(value)!) checkCapability(element, diagnostics);
}

/** Reports an element of such a list that is no capability. */
export function checkCapability(node: ast.Expression, diagnostics: Diagnostics): void {
  for (const element of elementsOf(node) ?? [node]) {
    try {
      parseCapability(capabilityText(element));
    } catch (problem) {
      if (!(problem instanceof CapabilitySyntaxError)) throw problem;
      const near = nearestName(problem.text.replace(/\(.*/s, ''), capabilityNames);
      diagnostics.report('syntax/capability-list', element.span, problem.message, {
        help: near === null ? "'aegis explain syntax/capability-list' lists them" : `did you mean ${near}?`,
      });
    }
  }
}

function elementsOf(node: ast.Expression | undefined): readonly ast.Expression[] | null {
  return node?.kind === 'ListExpression' || node?.kind === 'TupleExpression' ? node.elements : null;
}

/** `network.https("api.example.com")` as text, however it was spaced; what it cannot be is no capability. */
function capabilityText(node: ast.Expression): string {
  switch (node.kind) {
    case 'Name':
      return node.name;
    case 'Attribute':
      return `${capabilityText(node.object)}.${node.name.name}`;
    case 'Call':
      return `${capabilityText(node.callee)}(${node.arguments.map((argument) => JSON.stringify(capabilityText(argument))).join(', ')})`;
    case 'Constant':
      return node.value.type === 'str' ? node.value.value : '';
    default:
      return '';
  }
}
