// Training programmes as they were opened last.
import { TrainingProgrammeClosed, TrainingProgrammeOpened } from "@tabel/domain";
import { trainingProgrammeTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

export const trainingProgrammes = projection({
  name: "training-programmes",
  version: 1,
  reads: [TrainingProgrammeOpened, TrainingProgrammeClosed],
  table: trainingProgrammeTable,
  keys: (event) => [event.data.programmeId],
  project: (programme, event) => {
    if (event.type === "TrainingProgrammeOpened") return { ...event.data, closed: false };
    if (programme === undefined) throw new Error("a programme is closed that was never opened");
    return { ...programme, closed: true };
  },
});
