/**
 * Data inside a model's prompt. Characters that no reader sees are removed (they carry hidden instructions), and the text
 * becomes one quoted literal between marks: brackets and control characters are written as escapes, so that neither the
 * marks nor a chat template's own tokens can occur in it.
 */
const invisible = /[\p{Cf}\p{Co}\p{Zl}\p{Zp}]|\p{Default_Ignorable_Code_Point}/gu;

export function sanitizePrompt(text: string): string {
  const quoted = JSON.stringify(text.replace(invisible, '')).replace(/[<>[\]`|\x7f-\x9f]/g, (character) => {
    return '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0');
  });
  return `<untrusted-data>${quoted}</untrusted-data>`;
}
