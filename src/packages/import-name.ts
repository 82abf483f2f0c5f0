/** The name under which a package is imported: `aegis-web-tools` is `aegis_web_tools`. */
export function importNameOf(packageName: string): string {
  return packageName.replaceAll('-', '_');
}
