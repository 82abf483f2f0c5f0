/**
 * The syntax tree of an Aegis module. Immutable after parsing; every node has an `id` that is unique in its module and a
 * `span` into the source text. Later phases never write into the tree: they keep side tables keyed by node id, which the
 * editor tools read as they are.
 *
 * Names follow CPython's `ast` where it has the same thing (Name, BinOp, Comprehension …), so that who knows one knows
 * the other. Identifier texts are NFKC-normalised already.
 */
import type { ConstructName } from './constructs.ts';
import type { Span } from './source.ts';

export type NodeId = number;

interface NodeBase {
  readonly id: NodeId;
  readonly span: Span;
}

/** A name being defined or mentioned outside an expression (function name, parameter, import alias, keyword …). */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

/** A comment: kept for the formatter and editors. `text` includes the `#`. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
  /** True when nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}

export interface Module extends NodeBase {
  readonly kind: 'Module';
  readonly body: readonly Statement[];
  readonly comments: readonly Comment[];
  /** Ids are 0 ≤ id < nodeCount, so side tables can be arrays. */
  readonly nodeCount: number;
}

// ---------------------------------------------------------------- statements

export type Statement =
  | FunctionDef
  | ClassDef
  | ModuleDef
  | TypeDef
  | Let
  | Const
  | Assign
  | AugAssign
  | AnnAssign
  | ExpressionStatement
  | Return
  | Raise
  | Assert
  | Verify
  | Delete
  | Pass
  | Break
  | Continue
  | Global
  | Nonlocal
  | Import
  | ImportFrom
  | If
  | While
  | For
  | Try
  | With
  | Match
  | Conclude
  | ConstructDef
  | Reflect
  | ErrorStatement;

export interface Parameter extends NodeBase {
  readonly kind: 'Parameter';
  readonly name: Identifier;
  readonly annotation: Expression | null;
  /** `into CONTEXT` after the annotation: the sanitizer context this parameter demands. */
  readonly into: Identifier | null;
  readonly defaultValue: Expression | null;
}

export interface Parameters {
  readonly positionalOnly: readonly Parameter[];
  readonly positional: readonly Parameter[];
  readonly rest: Parameter | null;
  readonly keywordOnly: readonly Parameter[];
  readonly keywords: Parameter | null;
}

/** `[T, U: bound]` after the name of a func, class or type. */
export interface TypeParameter extends NodeBase {
  readonly kind: 'TypeParameter';
  readonly name: Identifier;
  readonly bound: Expression | null;
}

export interface FunctionDef extends NodeBase {
  readonly kind: 'FunctionDef';
  readonly decorators: readonly Expression[];
  readonly isAsync: boolean;
  readonly name: Identifier;
  readonly typeParameters: readonly TypeParameter[];
  readonly parameters: Parameters;
  readonly returns: Expression | null;
  /** `requires a, b` after the result: capabilities the function declares; null where not written. */
  readonly requires: readonly Expression[] | null;
  readonly body: readonly Statement[];
}

export interface ClassDef extends NodeBase {
  readonly kind: 'ClassDef';
  readonly decorators: readonly Expression[];
  readonly name: Identifier;
  readonly typeParameters: readonly TypeParameter[];
  readonly bases: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
  readonly body: readonly Statement[];
}

/** `module Name:` a lexical scope, initialised once, readable from outside as attributes. */
export interface ModuleDef extends NodeBase {
  readonly kind: 'ModuleDef';
  readonly decorators: readonly Expression[];
  readonly name: Identifier;
  readonly body: readonly Statement[];
}

/** `type Name = Ok(value: T) | Err(message: str)` (variants) or `type Alias = list[int]` (alias). */
export interface TypeDef extends NodeBase {
  readonly kind: 'TypeDef';
  readonly name: Identifier;
  readonly typeParameters: readonly TypeParameter[];
  /** Empty when this is an alias. */
  readonly variants: readonly Variant[];
  readonly alias: Expression | null;
}

export interface Variant extends NodeBase {
  readonly kind: 'Variant';
  readonly name: Identifier;
  readonly fields: readonly VariantField[];
}

export interface VariantField extends NodeBase {
  readonly kind: 'VariantField';
  readonly name: Identifier;
  readonly annotation: Expression | null;
}

/** `let a = b = value`, `let x: T = value`, `let x: T` (value null only where it is declared without one). */
export interface Let extends NodeBase {
  readonly kind: 'Let';
  readonly targets: readonly Expression[];
  readonly annotation: Expression | null;
  readonly value: Expression | null;
}

export interface Const extends NodeBase {
  readonly kind: 'Const';
  readonly target: Expression;
  readonly annotation: Expression | null;
  readonly value: Expression;
}

export interface Assign extends NodeBase {
  readonly kind: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface AugAssign extends NodeBase {
  readonly kind: 'AugAssign';
  readonly target: Expression;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}

/** `x: T = value` or `x: T`: in class bodies it declares, elsewhere it is an annotated re-assignment. */
export interface AnnAssign extends NodeBase {
  readonly kind: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
  /** True when the target is a bare name without parentheses. */
  readonly simple: boolean;
}

export interface ExpressionStatement extends NodeBase {
  readonly kind: 'ExpressionStatement';
  readonly value: Expression;
}

export interface Return extends NodeBase {
  readonly kind: 'Return';
  readonly value: Expression | null;
}

export interface Raise extends NodeBase {
  readonly kind: 'Raise';
  readonly exception: Expression | null;
  readonly cause: Expression | null;
}

export interface Assert extends NodeBase {
  readonly kind: 'Assert';
  readonly test: Expression;
  readonly message: Expression | null;
}

export interface Verify extends NodeBase {
  readonly kind: 'Verify';
  readonly test: Expression;
  readonly message: Expression | null;
  /**
   * How `verify(x)`, `verify [x]` or `verify -x` reads as an expression, which is what it means where `verify` is bound
   * as a name; null where only the statement is possible. Not among `children`: it is another reading of the same text.
   */
  readonly expressionForm: Expression | null;
}

export interface Delete extends NodeBase {
  readonly kind: 'Delete';
  readonly targets: readonly Expression[];
}

export interface Pass extends NodeBase {
  readonly kind: 'Pass';
}
export interface Break extends NodeBase {
  readonly kind: 'Break';
}
export interface Continue extends NodeBase {
  readonly kind: 'Continue';
}
export interface Global extends NodeBase {
  readonly kind: 'Global';
  readonly names: readonly Identifier[];
}
export interface Nonlocal extends NodeBase {
  readonly kind: 'Nonlocal';
  readonly names: readonly Identifier[];
}

export interface ImportAlias extends NodeBase {
  readonly kind: 'ImportAlias';
  /** Dotted path, or `*`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly asName: Identifier | null;
}

export interface Import extends NodeBase {
  readonly kind: 'Import';
  readonly names: readonly ImportAlias[];
}

export interface ImportFrom extends NodeBase {
  readonly kind: 'ImportFrom';
  /** Number of leading dots. */
  readonly level: number;
  /** Dotted path after the dots; empty for `from . import x`. */
  readonly module: string;
  readonly moduleSpan: Span;
  readonly names: readonly ImportAlias[];
}

/** `elif` is an `If` alone in `orelse`. */
export interface If extends NodeBase {
  readonly kind: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface While extends NodeBase {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface For extends NodeBase {
  readonly kind: 'For';
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface ExceptHandler extends NodeBase {
  readonly kind: 'ExceptHandler';
  readonly type: Expression | null;
  readonly name: Identifier | null;
  readonly body: readonly Statement[];
}

export interface Try extends NodeBase {
  readonly kind: 'Try';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  /** `except*` */
  readonly isStar: boolean;
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}

export interface WithItem extends NodeBase {
  readonly kind: 'WithItem';
  readonly context: Expression;
  readonly target: Expression | null;
}

export interface With extends NodeBase {
  readonly kind: 'With';
  readonly isAsync: boolean;
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}

export interface MatchCase extends NodeBase {
  readonly kind: 'MatchCase';
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

export interface Match extends NodeBase {
  readonly kind: 'Match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

/** `conclude value`, allowed inside a `reason` block. */
export interface Conclude extends NodeBase {
  readonly kind: 'Conclude';
  readonly value: Expression;
  /** As for `Verify`: how `conclude(x)` reads where `conclude` is bound as a name. */
  readonly expressionForm: Expression | null;
}

/** `name: value` or `name:` with an indented block of the same. */
export interface Clause extends NodeBase {
  readonly kind: 'Clause';
  readonly name: Identifier;
  /** Exactly one of value, entries and body is not null. */
  readonly value: Expression | null;
  readonly entries: readonly Clause[] | null;
  /** A block of statements (`improve:`, `rollback:`). */
  readonly body: readonly Statement[] | null;
}

/** `@risk_level(low) step name:` inside a plan. */
export interface Step extends NodeBase {
  readonly kind: 'Step';
  readonly decorators: readonly Expression[];
  readonly name: Identifier;
  readonly body: readonly Statement[];
  readonly rollback: readonly Statement[] | null;
}

/**
 * A declaring agent construct: header, clauses, and for `plan` steps and closing statements.
 * Which parts a construct may have is said by its card in `language/constructs/`.
 */
export interface ConstructDef extends NodeBase {
  readonly kind: 'ConstructDef';
  readonly construct: Exclude<ConstructName, 'reason' | 'reflect'>;
  readonly decorators: readonly Expression[];
  readonly name: Identifier;
  /** Null for constructs without a parameter list (memory_access, budget, a delegate without one). */
  readonly parameters: Parameters | null;
  readonly returns: Expression | null;
  readonly requires: readonly Expression[] | null;
  /** `to "target"` of a delegate. */
  readonly target: Expression | null;
  readonly clauses: readonly Clause[];
  /** Steps and statements of a plan in source order; empty for others. */
  readonly body: readonly (Step | Statement)[];
  /** The plan's own `rollback:`. */
  readonly rollback: readonly Statement[] | null;
}

/** `reflect on x:` with clauses max_iterations, criteria and the block `improve:`. */
export interface Reflect extends NodeBase {
  readonly kind: 'Reflect';
  readonly subject: Expression;
  readonly clauses: readonly Clause[];
}

/** What the parser skipped after a syntax error; a diagnostic has been reported for it. */
export interface ErrorStatement extends NodeBase {
  readonly kind: 'ErrorStatement';
  /** The statements of the block under the line that could not be read; mostly empty. */
  readonly body: readonly Statement[];
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | Name
  | Constant
  | JoinedString
  | UnaryOp
  | BinOp
  | BoolOp
  | Compare
  | Call
  | Attribute
  | Subscript
  | Slice
  | Starred
  | TupleExpression
  | ListExpression
  | SetExpression
  | DictExpression
  | Comprehension
  | Lambda
  | Conditional
  | NamedExpression
  | Await
  | Yield
  | YieldFrom
  | Reason
  | ErrorExpression;

export interface Name extends NodeBase {
  readonly kind: 'Name';
  readonly name: string;
}

/** The value of a literal. Adjacent string literals are joined already. */
export type ConstantValue =
  | { readonly type: 'none' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'ellipsis' }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly imaginary: number }
  /** A JavaScript string; a lone surrogate (from an escape) is kept as a lone code unit. */
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  /** `500ms 30s 5m 2h 7d`, in seconds, with its source text. */
  | { readonly type: 'duration'; readonly seconds: number; readonly text: string }
  /** `10/s 100/m 5/h`, only in clauses. */
  | { readonly type: 'rate'; readonly count: number; readonly per: 's' | 'm' | 'h' };

export interface Constant extends NodeBase {
  readonly kind: 'Constant';
  readonly value: ConstantValue;
}

/** `{value=!r:spec}` */
export interface FormattedValue extends NodeBase {
  readonly kind: 'FormattedValue';
  readonly value: Expression;
  readonly conversion: 's' | 'r' | 'a' | null;
  /** The text before the value of `{value=}`, to be printed as it stands; null without `=`. */
  readonly debugText: string | null;
  readonly spec: JoinedString | null;
}

/** An f-string, or the joined neighbourhood of f-strings and plain strings. */
export interface JoinedString extends NodeBase {
  readonly kind: 'JoinedString';
  readonly parts: readonly (string | FormattedValue)[];
}

export type UnaryOperator = '-' | '+' | '~' | 'not';
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

export interface UnaryOp extends NodeBase {
  readonly kind: 'UnaryOp';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}
export interface BinOp extends NodeBase {
  readonly kind: 'BinOp';
  readonly left: Expression;
  readonly operator: BinaryOperator;
  readonly right: Expression;
}
export interface BoolOp extends NodeBase {
  readonly kind: 'BoolOp';
  readonly operator: 'and' | 'or';
  readonly values: readonly Expression[];
}
/** `a < b <= c`: operators and comparators have equal length. */
export interface Compare extends NodeBase {
  readonly kind: 'Compare';
  readonly left: Expression;
  readonly operators: readonly ComparisonOperator[];
  readonly comparators: readonly Expression[];
}

/** `name=value`, or `**value` when name is null. */
export interface KeywordArgument extends NodeBase {
  readonly kind: 'KeywordArgument';
  readonly name: Identifier | null;
  readonly value: Expression;
}
export interface Call extends NodeBase {
  readonly kind: 'Call';
  readonly callee: Expression;
  /** May contain Starred. */
  readonly arguments: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
}
export interface Attribute extends NodeBase {
  readonly kind: 'Attribute';
  readonly object: Expression;
  readonly name: Identifier;
}
export interface Subscript extends NodeBase {
  readonly kind: 'Subscript';
  readonly object: Expression;
  /** A Slice, an expression, or a TupleExpression that may hold slices and starred items. */
  readonly index: Expression;
}
export interface Slice extends NodeBase {
  readonly kind: 'Slice';
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}
export interface Starred extends NodeBase {
  readonly kind: 'Starred';
  readonly value: Expression;
}
export interface TupleExpression extends NodeBase {
  readonly kind: 'TupleExpression';
  readonly elements: readonly Expression[];
  /** Written with parentheses. */
  readonly parenthesised: boolean;
}
export interface ListExpression extends NodeBase {
  readonly kind: 'ListExpression';
  readonly elements: readonly Expression[];
}
export interface SetExpression extends NodeBase {
  readonly kind: 'SetExpression';
  readonly elements: readonly Expression[];
}
/** `{k: v, **d}`: key is null for `**d`. */
export interface DictEntry {
  readonly key: Expression | null;
  readonly value: Expression;
}
export interface DictExpression extends NodeBase {
  readonly kind: 'DictExpression';
  readonly entries: readonly DictEntry[];
}
export interface ComprehensionFor extends NodeBase {
  readonly kind: 'ComprehensionFor';
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}
export interface Comprehension extends NodeBase {
  readonly kind: 'Comprehension';
  readonly form: 'list' | 'set' | 'dict' | 'generator';
  /** The key for dict comprehensions, else the element. */
  readonly element: Expression;
  /** The value of a dict comprehension, else null. */
  readonly value: Expression | null;
  readonly clauses: readonly ComprehensionFor[];
}
export interface Lambda extends NodeBase {
  readonly kind: 'Lambda';
  readonly parameters: Parameters;
  readonly body: Expression;
}
export interface Conditional extends NodeBase {
  readonly kind: 'Conditional';
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}
export interface NamedExpression extends NodeBase {
  readonly kind: 'NamedExpression';
  readonly target: Name;
  readonly value: Expression;
}
export interface Await extends NodeBase {
  readonly kind: 'Await';
  readonly value: Expression;
}
export interface Yield extends NodeBase {
  readonly kind: 'Yield';
  readonly value: Expression | null;
}
export interface YieldFrom extends NodeBase {
  readonly kind: 'YieldFrom';
  readonly value: Expression;
}
/** `reason "why":` with its block, as a statement (inside ExpressionStatement) or as the whole right side. */
export interface Reason extends NodeBase {
  readonly kind: 'Reason';
  readonly why: Expression;
  readonly body: readonly Statement[];
}
export interface ErrorExpression extends NodeBase {
  readonly kind: 'ErrorExpression';
}

// ---------------------------------------------------------------- patterns

export type Pattern =
  | ValuePattern
  | CapturePattern
  | WildcardPattern
  | SequencePattern
  | StarPattern
  | MappingPattern
  | ClassPattern
  | OrPattern
  | AsPattern;

/** A literal or dotted name compared with `==`; None, True and False with `is`. */
export interface ValuePattern extends NodeBase {
  readonly kind: 'ValuePattern';
  readonly value: Expression;
}
export interface CapturePattern extends NodeBase {
  readonly kind: 'CapturePattern';
  readonly name: Identifier;
}
export interface WildcardPattern extends NodeBase {
  readonly kind: 'WildcardPattern';
}
export interface SequencePattern extends NodeBase {
  readonly kind: 'SequencePattern';
  readonly elements: readonly Pattern[];
  /** How it was written: `[a, b]`, `(a, b)` or bare `a, b`. */
  readonly brackets: 'square' | 'round' | 'none';
}
/** `*rest` or `*_` (name null) inside a sequence pattern. */
export interface StarPattern extends NodeBase {
  readonly kind: 'StarPattern';
  readonly name: Identifier | null;
}
export interface MappingPatternEntry {
  readonly key: Expression;
  readonly pattern: Pattern;
}
export interface MappingPattern extends NodeBase {
  readonly kind: 'MappingPattern';
  readonly entries: readonly MappingPatternEntry[];
  readonly rest: Identifier | null;
}
export interface KeywordPattern extends NodeBase {
  readonly kind: 'KeywordPattern';
  readonly name: Identifier;
  readonly pattern: Pattern;
}
export interface ClassPattern extends NodeBase {
  readonly kind: 'ClassPattern';
  readonly className: Expression;
  readonly arguments: readonly Pattern[];
  readonly keywords: readonly KeywordPattern[];
}
export interface OrPattern extends NodeBase {
  readonly kind: 'OrPattern';
  readonly alternatives: readonly Pattern[];
}
export interface AsPattern extends NodeBase {
  readonly kind: 'AsPattern';
  readonly pattern: Pattern;
  readonly name: Identifier;
}

export type Node =
  | Module
  | Statement
  | Expression
  | Pattern
  | Parameter
  | TypeParameter
  | Variant
  | VariantField
  | ImportAlias
  | ExceptHandler
  | WithItem
  | MatchCase
  | Clause
  | Step
  | FormattedValue
  | KeywordArgument
  | ComprehensionFor
  | KeywordPattern;
