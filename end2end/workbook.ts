// Reads a workbook back, as far as a table of texts needs it.
import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DEFLATED = 8;

/** The cells of the first sheet. */
export function rowsOf(workbook: Buffer): string[][] {
  const parts = partsOf(workbook);
  const shared = [...textOf(parts, "xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) => plain(item));
  const sheet = textOf(parts, "xl/worksheets/sheet1.xml");
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, kind, content = ""]) =>
      kind.includes('t="s"') ? shared[Number(plain(content))] : plain(content),
    ),
  );
}

/** The files of a zip archive by name. */
function partsOf(archive: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const end = archive.lastIndexOf(Buffer.from(Uint32Array.of(END_OF_DIRECTORY).buffer));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + packed);
    parts.set(archive.toString("utf8", at + 46, at + 46 + name), method === DEFLATED ? inflateRawSync(bytes) : bytes);
    at += 46 + name + extra + comment;
  }
  return parts;
}

const textOf = (parts: Map<string, Buffer>, name: string): string => parts.get(name)?.toString("utf8") ?? "";

/** Text without its marks. */
const plain = (xml: string): string =>
  xml.replaceAll(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
