/** Names of protocols; the forms that stand only in annotations belong to the checker. */
export const typingInterface = `
func cast(typ: Any, val: Any) -> Any: ...
let TYPE_CHECKING: bool
`;
