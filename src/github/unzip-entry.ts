import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { messageOf } from '../core/errors.ts';

export interface UnzipLimits {
  /** The most that an archive may hold. */
  entries: number;
  /** The most that the one entry may be. */
  textBytes: number;
}

export type Unzipped = { kind: 'text'; text: string } | { kind: 'refused'; why: string };

/**
 * The text of one entry of an archive that a stranger may have made. It is found by its exact name and read into
 * memory; names are never used as paths, and nothing is written. An entry that unpacks to more than the archive says
 * ends the reading (`validateEntrySizes`).
 */
export async function unzipEntry(archive: Buffer, name: string, limits: UnzipLimits): Promise<Unzipped> {
  try {
    // Names as they are, so that no other bytes are taken for this name.
    const zip = await fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: true });
    const [entry, ...others] = await entriesCalled(zip, name, limits.entries);
    if (entry === undefined) return refused(`it has no ${name}`);
    if (others.length > 0) return refused(`it has several entries called ${name}`);
    if (entry.uncompressedSize > limits.textBytes) return refused(tooLarge(name, limits));
    return await textOf(zip, entry);
  } catch (error) {
    return refused(`it is no archive that can be read: ${messageOf(error)}`);
  }
}

async function entriesCalled(zip: ZipFile, name: string, most: number): Promise<Entry[]> {
  if (zip.entryCount > most) throw new Error(`it has ${zip.entryCount} entries, more than ${most}`);
  const wanted = Buffer.from(name);
  const found: Entry[] = [];
  for await (const entry of zip.eachEntry()) if (wanted.equals(entry.fileNameRaw)) found.push(entry);
  return found;
}

async function textOf(zip: ZipFile, entry: Entry): Promise<Unzipped> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>)
    chunks.push(chunk);
  return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
}

function tooLarge(name: string, { textBytes }: UnzipLimits): string {
  return `${name} in it is larger than ${textBytes} bytes`;
}

function refused(why: string): Unzipped {
  return { kind: 'refused', why };
}
