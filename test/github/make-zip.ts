import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: string | Buffer;
  /** 8 is deflate, 0 stored. */
  method?: number;
  /** What the archive says about the size; the truth unless a test lies. */
  saysBytes?: number;
  /** 1: encrypted. */
  flags?: number;
}

/** An archive as a stranger may make one (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const raw = Buffer.from(entry.content);
    const packed = (entry.method ?? 8) === 8 ? deflateRawSync(raw) : raw;
    const common = commonHeader(entry, raw, packed, name);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, name]));
    locals.push(local);
    offset += local.byteLength;
  }
  return Buffer.concat([
    ...locals,
    ...directory,
    endRecord(entries.length, Buffer.concat(directory), offset),
  ]);
}

function commonHeader(entry: ZipEntry, raw: Buffer, packed: Buffer, name: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(entry.flags ?? 0, 2);
  header.writeUInt16LE(entry.method ?? 8, 4);
  header.writeUInt32LE(crc32(raw), 10);
  header.writeUInt32LE(packed.byteLength, 14);
  header.writeUInt32LE(entry.saysBytes ?? raw.byteLength, 18);
  header.writeUInt16LE(name.byteLength, 22);
  return header;
}

function endRecord(count: number, directory: Buffer, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
