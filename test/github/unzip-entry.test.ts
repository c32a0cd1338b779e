import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unzipEntry, type Unzipped } from '../../src/github/unzip-entry.ts';
import { makeZip, type ZipEntry } from './make-zip.ts';

const limits = { entries: 10, textBytes: 1000 };
const unzip = (...entries: ZipEntry[]): Promise<Unzipped> =>
  unzipEntry(makeZip(entries), 'result.json', limits);
const whyOf = (unzipped: Unzipped): string => (unzipped.kind === 'refused' ? unzipped.why : 'it was read');

describe('an entry of an archive', () => {
  it.each([0, 8])('is read as text, stored in way %i', async (method) => {
    const entry = { name: 'result.json', content: '{"größe": 1}', method };
    await expect(unzip({ name: 'other.txt', content: 'x' }, entry)).resolves.toEqual({
      ...{ kind: 'text', text: '{"größe": 1}' },
    });
  });

  it.each([
    ['a path that leads to it', '../result.json'],
    ['a path from the root', '/result.json'],
    ['a folder', 'result.json/'],
    ['another case', 'Result.json'],
    ['a backslash', '.\\result.json'],
    ['a zero byte', 'result.json\u0000'],
  ])('is not one whose name has %s', async (_, name) => {
    expect(whyOf(await unzip({ name, content: '{}' }))).toBe('it has no result.json');
  });

  it('is refused where there are two of its name', async () => {
    const entry = { name: 'result.json', content: '{}' };
    expect(whyOf(await unzip(entry, entry))).toBe('it has several entries called result.json');
  });

  it('is refused where it is too large', async () => {
    const entry = { name: 'result.json', content: 'x'.repeat(1001) };
    expect(whyOf(await unzip(entry))).toBe('result.json in it is larger than 1000 bytes');
  });

  it.each([10, 1000])('is refused where it is larger than it says (%i bytes)', async (saysBytes) => {
    const entry = { name: 'result.json', content: Buffer.alloc(50_000_000), saysBytes };
    expect(whyOf(await unzip(entry))).toMatch(/it is no archive that can be read: too many bytes/);
  });

  it('is refused where it is smaller than it says', async () => {
    expect(whyOf(await unzip({ name: 'result.json', content: '{}', saysBytes: 900 }))).toMatch(
      /not enough bytes/,
    );
  });

  it('is refused where it is encrypted, or packed in another way', async () => {
    const entry = { name: 'result.json', content: '{}' };
    expect(whyOf(await unzip({ ...entry, flags: 1 }))).toMatch(/encrypted/);
    expect(whyOf(await unzip({ ...entry, method: 14 }))).toMatch(/compression method/);
  });

  it('is refused where it is no text', async () => {
    expect(whyOf(await unzip({ name: 'result.json', content: Buffer.from([0xff, 0xfe, 0xfd]) }))).toMatch(
      /no archive/,
    );
  });

  it('is refused in an archive with too many others', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `${index}`, content: '' }));
    expect(whyOf(await unzip(...many))).toMatch(/it has 11 entries, more than 10/);
  });
});

describe('an archive', () => {
  it('of any bytes is refused or read, and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await unzipEntry(Buffer.from(bytes), 'result.json', limits)).kind).toBe('refused');
      }),
    );
  });

  it('with any bytes changed is refused or read, and nothing is thrown', async () => {
    const whole = makeZip([{ name: 'result.json', content: '{"a": [1, 2, 3]}' }]);
    const changes = fc.array(fc.tuple(fc.nat(whole.byteLength - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const broken = Buffer.from(whole);
        for (const [at, value] of all) broken[at] = value;
        const unzipped = await unzipEntry(broken, 'result.json', limits);
        expect(['refused', 'text']).toContain(unzipped.kind);
      }),
    );
  });
});
