/** Kinds of characters. */
export const stringInterface = `
let ascii_letters: str
let ascii_lowercase: str
let ascii_uppercase: str
let digits: str
let hexdigits: str
let octdigits: str
let printable: str
let punctuation: str
let whitespace: str
`;
