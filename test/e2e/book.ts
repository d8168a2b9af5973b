import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

/** Changes one file inside an XLSX workbook, which is a zip. Enough for the files that the product writes. */
export function rewrite(book: Buffer, file: string, change: (text: string) => string): Buffer {
  return pack(unpack(book).map((part) => (part.name === file ? { ...part, data: Buffer.from(change(part.data.toString('utf8'))) } : part)))
}

/** What the cells of a workbook say, whatever they look like. */
export const cellsOf = (book: Buffer): string =>
  unpack(book).filter((part) => /^xl\/(worksheets\/|sharedStrings)/.test(part.name)).map((part) => [...part.data.toString('utf8').matchAll(/<[tv](?: [^>]*)?>([^<]*)</g)].map((cell) => cell[1]).join('\t')).join('\n')

interface Part { name: string; data: Buffer }

function unpack(zip: Buffer): Part[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  const parts: Part[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, nameLength] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const raw = zip.subarray(from, from + size)
    parts.push({ name: zip.toString('utf8', at + 46, at + 46 + nameLength), data: method ? inflateRawSync(raw) : Buffer.from(raw) })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}

function pack(parts: Part[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const { name, data } of parts) {
    const raw = deflateRawSync(data)
    const title = Buffer.from(name)
    const facts = Buffer.alloc(26) // version, flags, method, time, day, checksum, sizes, length of the name
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(raw.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(title.length, 22)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\x03\x04'), facts, title, raw)
    list.push(Buffer.from('PK\x01\x02\x14\x00'), facts, where, title)
    offset += 30 + title.length + raw.length
  }
  const index = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, index, end])
}
