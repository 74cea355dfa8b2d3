import type { PersonalDataPage } from './personal-data-source';

/** A message of NATS holds a megabyte; a piece stays well below. Counted in characters, of which one may be four bytes. */
const longestPiece = 128 * 1024;

/** Rows of one section, as JSON. */
export interface ExportPiece {
  readonly section: string;
  readonly rows: string;
}

/** A page as pieces small enough to be sent. A row that is longer than a piece is a piece of its own. */
export function piecesOf({ section, rows }: PersonalDataPage): ExportPiece[] {
  const pieces: string[][] = [];
  let length = Infinity;
  for (const row of rows.map((one) => JSON.stringify(one))) {
    if (length + row.length > longestPiece) {
      pieces.push([]);
      length = 0;
    }
    pieces.at(-1)?.push(row);
    length += row.length;
  }
  return pieces.map((piece) => ({ section, rows: `[${piece.join(',')}]` }));
}
