// Lists of documents and the camera's files, generated in the shape of real ones.

export type Listed = { barcode: string; comId: string; pages: number; oversized?: string };

/** So many documents of one to nine pages, in the order the customer reads them. */
export function documents(count: number, pagesOf = (at: number) => 1 + ((at * 7) % 9)): Listed[] {
  return Array.from({ length: count }, (_, at) => ({
    barcode: `1427${String(300_000_000_000 + at * 6_700_417).padStart(12, "0")}`,
    comId: String(412_063 + at).padStart(8, "0"),
    pages: pagesOf(at),
  }));
}

export const pagesOf = (list: Listed[]): number => list.reduce((sum, document) => sum + document.pages, 0);

/** The list as a planner hands it in. */
export function csv(list: Listed[]): string {
  const lines = list.map(({ barcode, comId, pages, oversized }) => `${barcode};${comId};${pages};${oversized ?? ""}`);
  return ["barcode;com_id;pages;oversized", ...lines, ""].join("\r\n");
}

/** Whole documents from the front that fit on so many frames, as next-fit planning takes them. */
export function fitting(list: Listed[], frames: number): Listed[] {
  let used = 0;
  const end = list.findIndex((document) => (used += document.pages) > frames);
  return end < 0 ? list : list.slice(0, end);
}

/** What the camera filmed, in its order: documents, or only the first frames of them. */
export type Pass = { folder: string; list: Listed[]; frames?: number };

/** A film log: UTF-16 with its mark, path and page without anything between, the last record of a pass doubled. */
export function log(number: string, passes: Pass[]): Buffer {
  const records = passes.flatMap(({ folder, list, frames }) => {
    const exposed = list.flatMap(({ barcode, pages }) =>
      Array.from({ length: pages }, (_, at) => `X:\\${folder}\\.output\\${number}\\${barcode}.pdf:${at + 1}`),
    );
    const pass = exposed.slice(0, frames ?? exposed.length);
    return [...pass, ...pass.slice(-1)];
  });
  return utf16(records.join(""));
}

/** The descriptor that belongs to it. */
export function descriptor(number: string, passes: Pass[]): Buffer {
  const path = ({ folder }: Pass, document: Listed) => `X:\\${folder}\\.output\\${number}\\${document.barcode}.pdf`;
  const counted = passes.map((pass) => pass.frames ?? pagesOf(pass.list));
  const last = passes.at(-1)!;
  const fields = {
    FIRSTFILE: path(passes[0], passes[0].list[0]),
    FIRSTFILEINDEX: 0,
    LASTFILE: path(last, last.list.at(-1)!),
    LASTFILEINDEX: counted.at(-1)! - 1,
    IMAGECOUNT: counted.reduce((sum, frames) => sum + frames, 0),
  };
  const lines = Object.entries(fields).map(([key, value]) => `${key}=${value}`);
  return utf16(["[INFO]", ...lines, ""].join("\r\n"));
}

/** A file as a form takes it. */
export type Handed = { name: string; mimeType: string; buffer: Buffer };

export const file = (name: string, content: Buffer | string): Handed => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

function utf16(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
}
