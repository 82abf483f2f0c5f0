/** Archives that an attacker would make, block by block: each is refused with the entry's name and the reason. */
import { describe, expect, test } from 'bun:test';
import { Header, type HeaderData } from 'tar/header';
import { readPackageManifest } from '#packages/archive/contents';
import { packArchive } from '#packages/archive/pack';
import { readArchive } from '#packages/archive/read';

const end = Buffer.alloc(1024);
const manifest = '[package]\nname = "demo"\nversion = "1.0.0"\n';

/** One entry: a header as given, and its content padded to whole blocks. */
function entry(header: HeaderData, content = ''): Buffer {
  const body = Buffer.from(content);
  const block = Buffer.alloc(512);
  new Header({ mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), size: body.length, type: 'File', ...header }).encode(
    block,
  );
  return Buffer.concat([block, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

function extended(records: Record<string, string>): Buffer {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const digits = String(Buffer.byteLength(rest) + 2).length;
    return `${Buffer.byteLength(rest) + digits}${rest}`;
  });
  return entry({ path: 'PaxHeader', type: 'ExtendedHeader' }, lines.join(''));
}

const refusal = async (...parts: Buffer[]): Promise<string> => {
  try {
    await readArchive(Bun.gzipSync(Buffer.concat(parts)));
    return 'accepted';
  } catch (error) {
    return (error as Error).message.replace('the archive is refused: ', '');
  }
};

describe('an archive is refused', () => {
  const paths: [string, string][] = [
    ['../evil', "'../evil' climbs with '..'"],
    ['src/../../evil', "'src/../../evil' climbs with '..'"],
    ['/etc/passwd', "'/etc/passwd' is an absolute path"],
    ['C:evil', "'C:evil' has a colon in its name"],
    ['src\\..\\evil', "'src\\..\\evil' has a backslash in its name"],
    ['./aegis.toml', "'./aegis.toml' has '.' as a part of its name"],
    ['src//a', "'src//a' has an empty part in its name"],
    ['a\u001b[31m', "'a\u001b[31m' has a control character in its name"],
    ['a\u202eb', "'a\u202eb' has an invisible character in its name"],
    ['src/LPT1.aegis', "'src/LPT1.aegis' has a name that is a device on Windows"],
    ['.GIT/config', "'.GIT/config' has '.GIT' in its name, which no package may bring"],
    ['.aegis/cache/x', "'.aegis/cache/x' has '.aegis' in its name, which no package may bring"],
    ['src/a.', "'src/a.' has a part that ends in a dot or a space"],
  ];
  for (const [path, expected] of paths) {
    test(`for the path ${JSON.stringify(path)}`, async () => {
      expect(await refusal(entry({ path }, 'x'), end)).toBe(expected);
    });
  }

  test('for what is neither file nor folder', async () => {
    const kinds = {
      SymbolicLink: 'is a symbolic link',
      Link: 'is a hard link',
      BlockDevice: 'is a device',
      FIFO: 'is a pipe',
    };
    for (const [type, reason] of Object.entries(kinds) as [HeaderData['type'], string][]) {
      expect(await refusal(entry({ path: 'x', type: type!, linkpath: 'y' }), end)).toBe(`'x' ${reason}`);
    }
  });

  test('for an extended header that changes more than the path, or makes it climb', async () => {
    expect(await refusal(extended({ linkpath: '/etc' }), entry({ path: 'a' }), end)).toBe(
      "'PaxHeader' changes linkpath of the next entry",
    );
    expect(await refusal(extended({ size: '0' }), entry({ path: 'a' }), end)).toBe(
      "'PaxHeader' changes size of the next entry",
    );
    expect(await refusal(extended({ path: '../a' }), entry({ path: 'a' }), end)).toBe("'../a' climbs with '..'");
    expect(await refusal(extended({ path: 'b' }), end)).toBe("'b' is announced and does not come");
  });

  test('for two entries that are one file somewhere', async () => {
    const both = (one: string, other: string) => refusal(entry({ path: one }), entry({ path: other }), end);
    expect(await both('a', 'a')).toBe("'a' comes twice");
    expect(await both('src/Main', 'src/main')).toBe("'src/main' is the same as 'src/Main' on some systems");
    expect(await both('Src/a', 'src/b')).toBe("'src/b' is the same as 'Src' on some systems");
    expect(await both('a', 'a/b')).toBe("'a/b' goes through 'a', which is a file");
    expect(await both('a/b', 'a')).toBe("'a' comes twice");
    expect(await both('\ufb01', 'fi')).toBe("'fi' is the same as '\ufb01' on some systems");
  });

  test('for special permissions and a size that is not there', async () => {
    expect(await refusal(entry({ path: 'a', mode: 0o4755 }), end)).toBe("'a' asks for special permissions");
    expect(await refusal(entry({ path: 'a', size: 8 * 2 ** 30 - 1 }), end)).toBe(
      "'a' says that it has 8589934591 bytes, which are not there",
    );
  });

  test('for a folder with content, which some would skip and others would read', async () => {
    const folder = entry({ path: 'a/', type: 'Directory' });
    folder.write('00000001000', 124);
    const sum = folder.fill(' ', 148, 156).reduce((total, byte) => total + byte, 0);
    folder.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    expect(await refusal(folder, entry({ path: 'b' }), end)).toBe("'a/' is a folder with content");
  });

  test('for a wrong checksum', async () => {
    const block = entry({ path: 'a' });
    block[0] = 0x62;
    expect(await refusal(block, end)).toBe('the header at byte 0 has a wrong checksum');
  });

  test('for a missing or early end', async () => {
    expect(await refusal(entry({ path: 'a' }))).toBe('it ends without its closing blocks');
    expect(await refusal(entry({ path: 'a' }), end.subarray(512))).toBe('it ends without its closing blocks');
    expect(await refusal(entry({ path: 'a' }), end, entry({ path: 'b' }))).toBe('something follows its end');
  });

  test('for a size that would fill the memory', async () => {
    expect(await refusal(Buffer.alloc(80 * 2 ** 20))).toBe('it unpacks to more than 64 MiB');
  });

  test('when it is cut off or something else', async () => {
    const failure = (bytes: Uint8Array) => readArchive(bytes).then(() => 'accepted', String);
    expect(await failure(packArchive([{ path: 'a', bytes: Buffer.from(manifest) }]).subarray(0, 40))).toContain(
      'cut off',
    );
    expect(await failure(Buffer.from('hello'))).toContain('cut off or no gzip file');
  });
});

describe("a package's manifest", () => {
  const read = (files: Record<string, string>): string => {
    try {
      const list = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
      return readPackageManifest(list).package.name;
    } catch (error) {
      return (error as Error).message.replace('the archive is refused: ', '');
    }
  };

  test('stands at the root', () => {
    expect(read({ 'aegis.toml': manifest })).toBe('demo');
    expect(read({ 'sub/aegis.toml': manifest })).toBe('it has no aegis.toml at its root');
  });

  test('is whole', () => {
    expect(read({ 'aegis.toml': `${manifest}name = "other"\n` })).toStartWith("'aegis.toml' cannot be used");
    expect(read({ 'aegis.toml': '[package]\nname = "demo"\n' })).toBe("'aegis.toml' has no version under [package]");
    expect(read({ 'aegis.toml': manifest.replace('demo', 'Demo') })).toContain('capital letters');
    expect(read({ 'aegis.toml': manifest.replace('1.0.0', 'v1.0') })).toContain('is not a version like');
  });

  test('brings no addresses of its own', () => {
    const withDependency = (text: string) => read({ 'aegis.toml': `${manifest}[dependencies]\n${text}\n` });
    expect(withDependency('x = { git = "ext::sh -c evil" }')).toContain("depends on a git repository for 'x'");
    expect(withDependency('x = { path = "../x" }')).toContain("depends on a folder for 'x'");
    expect(withDependency('x = "^1.0"')).toBe('demo');
  });
});
