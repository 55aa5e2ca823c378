/** A query error with the place it points at. Line and column count from one; null when the server named no place. */
export interface QueryErrorPlace {
  message: string;
  line: number | null;
  column: number | null;
}

/** Splits `invalid parameter "query": 1:5: parse error: unexpected …` into place and message. */
export function placeOf(error: string): QueryErrorPlace {
  const match = /^(?:invalid parameter "query": )?(\d+):(\d+): (?:parse error: )?([\s\S]*)$/.exec(error);
  if (match) return { message: match[3] ?? error, line: Number(match[1]), column: Number(match[2]) };
  return { message: error.replace(/^invalid parameter "\w+": /, ''), line: null, column: null };
}
