// The roles granted to each user, folded as the aggregate folds them.
import { access, RoleGranted, type RoleGrant, RoleRevoked } from "@tabel/domain";
import { userAccessTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

export const userAccess = projection({
  name: "user-access",
  version: 1,
  reads: [RoleGranted, RoleRevoked],
  table: userAccessTable,
  keys: (event) => [event.data.userId],
  project: (row, event) => {
    const grants = (row?.grants ?? []) as readonly RoleGrant[]; // written below, from the aggregate's own
    return { userId: event.data.userId, grants: access.evolve({ ...access.initial, grants }, event).grants };
  },
});
