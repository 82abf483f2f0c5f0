/**
 * Names that exist without being declared. `program/builtins` must offer exactly these (a test compares the two).
 */
export const builtinTypeNames = [
  'bool', 'int', 'float', 'complex', 'str', 'bytes', 'bytearray', 'memoryview', 'list', 'tuple', 'dict', 'set',
  'frozenset', 'range', 'slice', 'object', 'type', 'property', 'staticmethod', 'classmethod', 'super', 'enumerate',
  'zip', 'map', 'filter', 'reversed',
] as const;

export const builtinFunctionNames = [
  'abs', 'aiter', 'all', 'anext', 'any', 'ascii', 'bin', 'callable', 'chr', 'delattr', 'dir', 'divmod', 'format',
  'getattr', 'hasattr', 'hash', 'hex', 'id', 'input', 'isinstance', 'issubclass', 'iter', 'len', 'max', 'min', 'next',
  'oct', 'open', 'ord', 'pow', 'print', 'repr', 'round', 'setattr', 'sorted', 'sum',
] as const;

/** Labels, contracts and authority: Aegis's own. */
export const aegisNames = [
  'tainted', 'secret', 'sanitize', 'declassify', 'provenance', 'sanitizer', 'capabilities', 'requires', 'ensures',
  'invariant', 'intent', 'audit', 'risk_level',
] as const;

export const builtinConstantNames = ['NotImplemented', 'Ellipsis', '__debug__'] as const;

/** Built-in exceptions of Python, parents before children; `name: parent`. */
export const exceptionParents = {
  BaseException: 'object',
  SystemExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  GeneratorExit: 'BaseException',
  BaseExceptionGroup: 'BaseException',
  Exception: 'BaseException',
  ExceptionGroup: 'Exception',
  StopIteration: 'Exception',
  StopAsyncIteration: 'Exception',
  ArithmeticError: 'Exception',
  FloatingPointError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  ZeroDivisionError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  BufferError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  MemoryError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  BlockingIOError: 'OSError',
  ChildProcessError: 'OSError',
  ConnectionError: 'OSError',
  BrokenPipeError: 'ConnectionError',
  ConnectionAbortedError: 'ConnectionError',
  ConnectionRefusedError: 'ConnectionError',
  ConnectionResetError: 'ConnectionError',
  FileExistsError: 'OSError',
  FileNotFoundError: 'OSError',
  InterruptedError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ProcessLookupError: 'OSError',
  TimeoutError: 'OSError',
  ReferenceError: 'Exception',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  SyntaxError: 'Exception',
  IndentationError: 'SyntaxError',
  TabError: 'IndentationError',
  SystemError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  UnicodeDecodeError: 'UnicodeError',
  UnicodeEncodeError: 'UnicodeError',
  UnicodeTranslateError: 'UnicodeError',
  Warning: 'Exception',
  BytesWarning: 'Warning',
  DeprecationWarning: 'Warning',
  EncodingWarning: 'Warning',
  FutureWarning: 'Warning',
  ImportWarning: 'Warning',
  PendingDeprecationWarning: 'Warning',
  ResourceWarning: 'Warning',
  RuntimeWarning: 'Warning',
  SyntaxWarning: 'Warning',
  UnicodeWarning: 'Warning',
  UserWarning: 'Warning',
  AegisError: 'Exception',
  TaintError: 'AegisError',
  SecretError: 'AegisError',
  SanitizeError: 'AegisError',
  CapabilityError: 'AegisError',
  ContractError: 'AegisError',
  VerifyError: 'ContractError',
  ToolError: 'AegisError',
  ToolTimeout: 'ToolError',
  ToolUnavailable: 'ToolError',
  CircuitOpen: 'ToolError',
  RateLimited: 'ToolError',
  BudgetExceeded: 'AegisError',
  ApprovalDenied: 'AegisError',
  ApprovalExpired: 'AegisError',
  DelegationError: 'AegisError',
  MemoryAccessError: 'AegisError',
  PlanError: 'AegisError',
  AuditError: 'AegisError',
  ConstError: 'TypeError',
} as const;

export type BuiltinExceptionName = keyof typeof exceptionParents;

/** Second names of one exception class. */
export const exceptionAliases = { IOError: 'OSError', EnvironmentError: 'OSError' } as const;

export const builtinNames: ReadonlySet<string> = new Set([
  ...builtinTypeNames,
  ...builtinFunctionNames,
  ...aegisNames,
  ...builtinConstantNames,
  ...Object.keys(exceptionParents),
  ...Object.keys(exceptionAliases),
]);
