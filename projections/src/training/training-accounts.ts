// What each person has of training: subscriptions, entitlements, and the places reserved from them.
import {
  TrainingEntitlementGranted,
  TrainingEntitlementRevoked,
  TrainingPlaceReleased,
  TrainingPlaceReserved,
  TrainingSubscribed,
  TrainingUnsubscribed,
} from "@tabel/domain";
import { type TrainingAccountRow, trainingAccountTable, trainingSubscriptionTable } from "@tabel/read-models";
import { clear, projection, put } from "../engine/projection.js";

export const trainingAccounts = projection({
  name: "training-accounts",
  version: 1,
  reads: [
    TrainingSubscribed,
    TrainingUnsubscribed,
    TrainingEntitlementGranted,
    TrainingEntitlementRevoked,
    TrainingPlaceReserved,
    TrainingPlaceReleased,
  ],
  table: trainingAccountTable,
  keys: (event) => [event.data.employeeId],
  project: (row, { type, data }): TrainingAccountRow => {
    const { employeeId } = data;
    const account = row ?? { employeeId, subscriptions: [], entitlements: [], places: [] };
    switch (type) {
      case "TrainingSubscribed":
        return { ...account, subscriptions: [...account.subscriptions, data.programmeId] };
      case "TrainingUnsubscribed":
        return { ...account, subscriptions: account.subscriptions.filter((each) => each !== data.programmeId) };
      case "TrainingEntitlementGranted": {
        const { entitlementId, programmeId, sessions, from, until } = data;
        const granted = { entitlementId, programmeId, sessions, from, until, revoked: false };
        return { ...account, entitlements: [...account.entitlements, granted] };
      }
      case "TrainingEntitlementRevoked": {
        const revoke = (each: TrainingAccountRow["entitlements"][number]) =>
          each.entitlementId === data.entitlementId ? { ...each, revoked: true } : each;
        return { ...account, entitlements: account.entitlements.map(revoke) };
      }
      case "TrainingPlaceReserved": {
        const { reservationId, sessionId, entitlementId } = data;
        return { ...account, places: [...account.places, { reservationId, sessionId, entitlementId }] };
      }
      case "TrainingPlaceReleased":
        return { ...account, places: account.places.filter((each) => each.reservationId !== data.reservationId) };
    }
  },
  derives: [trainingSubscriptionTable],
  derive: ({ key, before, after }) => {
    if (after === undefined || before?.subscriptions === after.subscriptions) return [];
    return [
      clear(trainingSubscriptionTable, { employeeId: key }),
      ...after.subscriptions.map((programmeId) => put(trainingSubscriptionTable, { programmeId, employeeId: key })),
    ];
  },
});
