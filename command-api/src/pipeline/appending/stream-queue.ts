// Commands on one stream wait for each other inside this process, so that 32 writers make 32 appends and not 5 × 32
// conflicts. Correctness does not rest on it: the expected revision of every append does, also between processes.

/** Thrown when a line is full: refuse early rather than let waiting people time out (rule 12). */
export class LineFull extends Error {
  override readonly name = "LineFull";
}

export interface StreamQueue {
  /** Runs the work when everybody who came earlier on this stream has finished. Throws LineFull at once. */
  run<Result>(stream: string, work: () => Promise<Result>): Promise<Result>;
  /** Streams with somebody in line; an idle stream costs nothing. */
  readonly busy: number;
}

interface Line {
  last: Promise<unknown>;
  length: number;
}

/** @param longest Most commands in one stream's line, the one at work included. */
export const createStreamQueue = (longest: number): StreamQueue => {
  const lines = new Map<string, Line>();
  return {
    run: async (stream, work) => {
      const line = lines.get(stream) ?? { last: Promise.resolve(), length: 0 };
      if (line.length >= longest) throw new LineFull(`${longest} commands wait on ${stream} already`);
      lines.set(stream, line);
      line.length += 1;
      const turn = line.last.then(work);
      line.last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        line.length -= 1;
        if (line.length === 0) lines.delete(stream);
      }
    },
    get busy() {
      return lines.size;
    },
  };
};
