// POST /api/resignations/{employeeId}/letters takes a scan in: looked at, kept sealed, recorded, answered with 202 whatever is read of it
// later. GET …/letters/{letterId}/picture shows it, and the marked copy, to whom it concerns.
import {
  EmployeeId,
  type Instant,
  LetterId,
  localDate,
  refuse,
  type Resignation,
  resignation,
  ResignationNumber,
  resignationStream,
  todayOf,
  employmentOf,
} from "@tabel/domain";
import { type EventStore, type KeyVault, madeId, readerOf, type SealedFiles } from "@tabel/event-store";
import {
  actorOf,
  authenticate,
  FilesUnavailable,
  parseInput,
  platformProblems,
  Problem,
  type TokenVerifier,
} from "@tabel/platform";
import express, { Router, type NextFunction, type Request, type Response } from "express";
import { createHmac } from "node:crypto";
import { z } from "zod";
import { envelopeOf } from "../http/envelope.js";
import type { CommandAnswer } from "../pipeline/answer.js";
import { commandProblem, refusalProblem } from "../pipeline/command-problems.js";
import type { CommandService } from "../pipeline/command-service.js";
import { situationOf } from "../pipeline/situation.js";
import { missing } from "../rights/right.js";
import { intakeProblem } from "./intake-problems.js";
import { noteLookAtScan } from "./note-look.js";
import { oneselfOrHr, uploadOfLetter } from "./letter-commands.js";
import { type UploadLimits, uploadPlaces, usualUploadLimits } from "./upload-limits.js";

/** The largest file that is taken. */
export const UPLOAD_BYTES = 15 * 1024 * 1024;

/** What the reading of letters does with a file: opened apart, redrawn, recognised. */
export type TakeFile = (file: Uint8Array) => Promise<{ readonly picture: Uint8Array; readonly fingerprint: string }>;

export interface LetterParts {
  readonly files: SealedFiles & { remove(name: string): Promise<void> };
  readonly takeFile: TakeFile;
  readonly limits?: UploadLimits;
}

interface Parts extends LetterParts {
  readonly service: CommandService;
  readonly store: Pick<EventStore, "load">;
  readonly vault: Pick<KeyVault, "derivedKey">;
  readonly clock: () => Instant;
  readonly verifier: TokenVerifier;
}

export const OfPerson = z.strictObject({ employeeId: EmployeeId });
export const OfPicture = z.strictObject({
  employeeId: EmployeeId,
  number: z.coerce.number().pipe(ResignationNumber).meta({ type: "integer", example: 1 }),
  letterId: LetterId,
  which: z.enum(["picture", "marked"]),
});

const problemOf = (error: unknown): unknown => {
  if (error instanceof FilesUnavailable)
    return new Problem(
      platformProblems.unavailable,
      "The storage of files does not answer. Nothing was done; send it again.",
      {
        headers: { "Retry-After": "5" },
        cause: error,
      },
    );
  return intakeProblem(error) ?? commandProblem(error);
};

/** Whether a letter can still belong to it: a withdrawn one, or one whose last day is over, is followed by the next number. */
const isOver = ({ status, lastDay }: Resignation, today: string): boolean =>
  status === "withdrawn" || (status === "executed" && lastDay !== null && lastDay < today);

export const letterRouter = (parts: Parts): Router => {
  const { service, store, vault, clock, verifier, files, takeFile, limits = usualUploadLimits } = parts;
  const placeFor = uploadPlaces(limits, () => performance.now());
  const idKey = vault.derivedKey("letter-ids");
  const noteLook = noteLookAtScan(service);

  const permitted = async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const { employeeId } = parseInput(OfPerson.loose(), request.params, "path");
    const { actor, commandId } = envelopeOf(request);
    const meta = { newId: commandId, actor, at: clock() };
    const situation = situationOf("upload-resignation-letter", { data: { employeeId }, meta }, store, true, undefined);
    const refusal = await missing(oneselfOrHr, situation).catch((error: unknown) => {
      throw commandProblem(error);
    });
    if (refusal !== undefined) throw refusalProblem(refusal);
    next();
  };

  const place = (request: Request, response: Response, next: NextFunction): void => {
    response.once("close", placeFor(actorOf(request).userId));
    next();
  };

  const stateOf = async (employeeId: EmployeeId, number: number): Promise<Resignation | undefined> =>
    (await store.load(resignationStream(employeeId, number), resignation, { fresh: true })).state;

  const presentNumber = async (employeeId: EmployeeId): Promise<number> => {
    const inquiry = { ...readerOf(store, true), at: clock() };
    const employment = await employmentOf(inquiry, employeeId);
    // Before anything is kept: no key is made for nobody.
    if (employment === undefined)
      throw refusalProblem(refuse("employee-unknown", { employeeId: String(employeeId) }, "/employeeId"));
    const today = localDate(todayOf(inquiry, employment));
    for (let number = 1; number < 99; number += 1) {
      const state = await stateOf(employeeId, number);
      if (state === undefined || !isOver(state, today)) return number;
    }
    return 99;
  };

  /** A file that no event names, of an upload that came to nothing. Another's of the same scan has another name. */
  const forget = async (employeeId: EmployeeId, number: number, picture: string): Promise<void> => {
    const state = await stateOf(employeeId, number);
    if (state?.letters.some((letter) => letter.picture === picture) !== true) await files.remove(picture);
  };

  const upload = async (request: Request): Promise<CommandAnswer & { letterId: string; number: number }> => {
    const { employeeId } = parseInput(OfPerson, request.params, "path");
    const envelope = envelopeOf(request);
    const body: unknown = request.body;
    const { picture: taken, fingerprint } = await takeFile(Buffer.isBuffer(body) ? body : new Uint8Array());
    const number = await presentNumber(employeeId);
    const keyed = createHmac("sha256", idKey).update(fingerprint).digest("hex");
    const letterId = madeId(keyed, resignationStream(employeeId, number));
    const picture = `letters/${employeeId}/${number}/${letterId}.${envelope.commandId}`;
    await files.put(employeeId, picture, taken);
    const wish = { employeeId, number, letterId, picture, fingerprint };
    let answer: CommandAnswer;
    try {
      answer = await uploadOfLetter.handle(wish, envelope, service);
    } catch (error) {
      const problem = commandProblem(error);
      // A refusal is final; of anything else it is not known whether the event stands, and the sweep sees to it.
      if (problem instanceof Problem && problem.status < 500) await forget(employeeId, number, picture);
      throw error;
    }
    if (answer.events.length === 0) await forget(employeeId, number, picture);
    return { ...answer, letterId, number };
  };

  const router = Router();
  // Who may not is told so before 15 MB of theirs are read; the kind follows from the bytes, so what they are called does not matter.
  router.post(
    "/api/resignations/:employeeId/letters",
    authenticate(verifier),
    permitted,
    place,
    express.raw({ type: () => true, limit: UPLOAD_BYTES, inflate: false }),
    async (request: Request, response: Response) => {
      const answer = await upload(request).catch((error: unknown) => {
        throw problemOf(error);
      });
      response
        .status(202)
        .location(`/api/views/resignation-letters/${answer.letterId}`)
        .set({ "Cache-Control": "no-store", "Tabel-Position": answer.position })
        .json(answer);
    },
  );
  router.get(
    "/api/resignations/:employeeId/:number/letters/:letterId/:which",
    authenticate(verifier),
    permitted,
    async (request: Request, response: Response) => {
      const { employeeId, number, letterId, which } = parseInput(OfPicture, request.params, "path");
      const found = await (async () => {
        const letter = (await stateOf(employeeId, number))?.letters.find((each) => each.letterId === letterId);
        const name = which === "picture" ? letter?.picture : letter?.markedCopy;
        const picture = typeof name === "string" ? await files.get(employeeId, name) : undefined;
        if (picture !== undefined) await noteLook(employeeId, envelopeOf(request).actor, clock());
        return picture;
      })().catch((error: unknown) => {
        throw problemOf(error);
      });
      if (found === undefined) throw new Problem(platformProblems["not-found"], "There is no such picture.");
      response
        .set({ "Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="letter.png"' })
        .type("image/png")
        .send(found);
    },
  );
  return router;
};
