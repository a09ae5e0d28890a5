// Relies on the inside of Express's router; fails here first if a new version changes it.
import { expect, test } from "@jest/globals";
import express, { Router } from "express";
import { knownRoutes } from "./known-routes.js";

const nothing = () => undefined;
const app = express();
app.get("/", nothing);
const inner = Router();
inner.get("/:id/days/:day", nothing);
inner.route("/:id").get(nothing).delete(nothing);
inner.all("/any", nothing);
const outer = Router();
outer.use("/people", nothing, inner);
outer.post("/people/:id", nothing);
app.use("/api", outer);
app.use(nothing);

const known = (path: string) =>
  knownRoutes(app.router, path).map(({ pattern, methods }) => `${pattern} ${[...methods].sort().join(",")}`);

test.each([
  ["/", ["/ GET,HEAD"]],
  ["/api/people/7", ["/api/people/:id DELETE,GET,HEAD", "/api/people/:id POST"]],
  ["/api/people/7/", ["/api/people/:id DELETE,GET,HEAD", "/api/people/:id POST"]],
  ["/api/people/7/days/2026-01-01", ["/api/people/:id/days/:day GET,HEAD"]],
  ["/api/people", []],
  ["/api/peoplexyz/7", []],
  ["/elsewhere", []],
  ["/api/people/%ff", []],
  ["//", ["/ GET,HEAD"]],
])("%s is known as %j", (path, expected) => {
  expect(known(path)).toEqual(expected);
});

test("a route for all methods knows them all", () => {
  expect(known("/api/people/any")).toContain("/api/people/any DELETE,GET,HEAD,PATCH,POST,PUT");
});
