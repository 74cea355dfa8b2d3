import type { PersonalDataPage } from './personal-data-source';

/** Maximum piece length in characters of up to four bytes; stays well below the 1 MB limit of a NATS message. */
const maxPieceLength = 128 * 1024;

/** Rows of one section, as a JSON array. */
export interface ExportPiece {
  readonly section: string;
  readonly rows: string;
}

/** Splits a page into pieces. A row that exceeds the maximum becomes a piece of its own. */
export function piecesOf({ section, rows }: PersonalDataPage): ExportPiece[] {
  const pieces: string[][] = [];
  let length = Infinity;

  for (const row of rows.map((row) => JSON.stringify(row))) {
    if (length + row.length > maxPieceLength) {
      pieces.push([]);
      length = 0;
    }
    pieces.at(-1)?.push(row);
    length += row.length;
  }

  return pieces.map((piece) => ({ section, rows: `[${piece.join(',')}]` }));
}
