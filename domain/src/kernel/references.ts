// References that several subjects share: to a document, and to a place that is reserved in one stream and settled in another.
import { z } from "zod";

/** Names one reservation, on both sides of it. */
export const ReservationId = z.uuid().meta({ title: "ReservationId", example: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10" });
export type ReservationId = z.output<typeof ReservationId>;

/** A file in the document storage; names it without describing it. */
export const DocumentReference = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/)
  .meta({ title: "DocumentReference", example: "documents/2026/0b4e9f0e" });
