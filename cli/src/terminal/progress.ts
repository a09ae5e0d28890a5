// How long work shows how far it is: a bar a phase on a terminal, plain lines where nobody watches.
import { Presets, SingleBar } from "cli-progress";

export interface Shown {
  /** What is being done: `Writing`. */
  readonly phase: string;
  /** From 0 to 1; undefined while nobody can tell. */
  readonly share: number | undefined;
  /** What a line says behind the phase. */
  readonly line: string;
  /** What stands behind a bar, where that is shorter than the line. */
  readonly beside?: string;
}

export interface ProgressReport<Progress> {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

const BETWEEN_LINES_MS = 5_000;
/** Steps of a bar: finer than any terminal is wide. */
const STEPS = 1_000;

const bars = (stream: NodeJS.WriteStream): ProgressReport<Shown> => {
  let bar: SingleBar | undefined;
  let phase: string | undefined;
  return {
    show: ({ phase: current, share, line, beside = line }) => {
      if (share === undefined) return;
      if (current !== phase) {
        bar?.stop();
        phase = current;
        const format = `${current.padEnd(18)} {bar} {percentage}% {beside}`;
        bar = new SingleBar({ format, stream, hideCursor: true }, Presets.shades_classic);
        bar.start(STEPS, Math.round(share * STEPS), { beside });
      } else bar?.update(Math.round(share * STEPS), { beside });
    },
    end: () => bar?.stop(),
  };
};

/** One line at each phase's beginning and end, and every five seconds. */
const lines = (stream: NodeJS.WriteStream): ProgressReport<Shown> => {
  let phase: string | undefined;
  let lastAt = 0;
  return {
    show: ({ phase: current, share, line }) => {
      if (current === phase && share !== 1 && performance.now() - lastAt < BETWEEN_LINES_MS) return;
      phase = current;
      lastAt = performance.now();
      stream.write(share === undefined ? `${current} …\n` : `${current}: ${line}\n`);
    },
    end: () => undefined,
  };
};

/** @param shown What is shown of a state of the work */
export const progressReport = <Progress>(
  stream: NodeJS.WriteStream,
  shown: (progress: Progress) => Shown,
): ProgressReport<Progress> => {
  const report = stream.isTTY ? bars(stream) : lines(stream);
  return { show: (progress) => report.show(shown(progress)), end: () => report.end() };
};
